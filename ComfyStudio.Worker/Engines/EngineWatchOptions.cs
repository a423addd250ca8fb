using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Worker.Engines;

/// <summary>How an engine is watched.</summary>
internal sealed class EngineWatchOptions
{
    public const string Section = "EngineWatch";

    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan HealthInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>First pause before asking an engine that is away again; doubles up to <see cref="LongestPause"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(250);

    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The list of nodes and models costs the engine 80 ms of its event loop, so it is asked for rarely.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "24:00:00")]
    public TimeSpan CatalogInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an engine belongs to this worker after the last renewal.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:05:00")]
    public TimeSpan OwnershipDuration { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>After so long without a word of an engine another worker may try to reach it, if there is one that wants to.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "24:00:00")]
    public TimeSpan YieldAfter { get; set; } = TimeSpan.FromSeconds(15);

    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
