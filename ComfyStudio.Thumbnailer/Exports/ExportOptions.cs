using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Thumbnailer.Exports;

internal sealed class ExportOptions
{
    public const string Section = "Exports";

    /// <summary>How long a finished export can be fetched.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Life { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often the folder is looked at, beside what the Api tells at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one export may work before it is ended.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan WorkTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long it may take to hear a sound through that somebody brings.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan ListenTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A folder that is searched for fonts before those of the system.</summary>
    public string? FontsFolder { get; init; }

    /// <summary>Frames prepared at once: each holds its pixels.</summary>
    [Range(1, 16)]
    public int MaxRunning { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);
}
