using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>How jobs are taken from the queue and held.</summary>
internal sealed class DispatchOptions
{
    public const string Section = "Dispatching";

    /// <summary>Jobs that wait on an engine behind the running one, so that the GPU never idles between two.</summary>
    [Range(0, 16)]
    public int Prefetch { get; set; } = 1;

    /// <summary>How often to look at the queue when no wake-up came.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a job may be passed over for one whose models are loaded already.</summary>
    [Range(0, 10_000)]
    public int WarmWindow { get; set; } = 32;

    /// <summary>How long jobs may go on at shutdown before they are handed back.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(3);
}
