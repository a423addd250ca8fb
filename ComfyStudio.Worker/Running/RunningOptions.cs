using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Worker.Running;

/// <summary>How one job is followed.</summary>
internal sealed class RunningOptions
{
    public const string Section = "Running";

    /// <summary>How long a graph may execute, counted from its start on the engine.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "7.00:00:00")]
    public TimeSpan ExecutionTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>After this much silence on the socket the jobs API is asked.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The same while there is no socket that would tell.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan SilenceWithoutSocket { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long an answer of the engine may take, other than files.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request whose answer was lost may still be on its way to the engine.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan SettleGrace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a job waits for its engine to come back before another engine may take it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "24:00:00")]
    public TimeSpan AwayTolerance { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a cancelled job waits for the word of an engine that is away.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan CancelPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a finished picture waits for a disk that is full or away. Rendering it again would not help.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan StoragePatience { get; set; } = TimeSpan.FromMinutes(15);
}
