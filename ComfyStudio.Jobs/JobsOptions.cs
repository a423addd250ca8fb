using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Jobs;

/// <summary>Section <c>Jobs</c> of the configuration. The address of Redis is the connection string <c>redis</c>.</summary>
public sealed class JobsOptions
{
    public const string Section = "Jobs";

    /// <summary>The name of the connection string that leads to Redis.</summary>
    public const string ConnectionName = "redis";

    /// <summary>Filled from <c>ConnectionStrings:redis</c>, for example <c>localhost:6380</c>.</summary>
    [Required(ErrorMessage = "ConnectionStrings:redis is not set; give the address of Redis, for example localhost:6380.")]
    public string Redis { get; set; } = "";

    /// <summary>Names the queue inside Redis, so that several studios or tests can share one server.</summary>
    [RegularExpression("^[A-Za-z0-9._-]{1,100}$", ErrorMessage = "Jobs:Queue may hold letters, digits, '.', '_' and '-' only.")]
    public string Queue { get; set; } = "q";

    /// <summary>How long a worker may be silent before its jobs are taken from it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00", ErrorMessage = "Jobs:LeaseDuration must be between 0.1 seconds and an hour.")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one call to Redis may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ErrorMessage = "Jobs:CallTimeout must be between 0.1 seconds and a minute.")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a watcher looks by itself when no wake-up came: the net under publish and subscribe.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00", ErrorMessage = "Jobs:PollInterval must be between 0.05 seconds and a minute.")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an engine counts as watched after its worker's last word.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Jobs:EngineTimeToLive must be between a second and an hour.")]
    public TimeSpan EngineTimeToLive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Succeeded and cancelled jobs to remember. Their images stay whatever happens here.</summary>
    [Range(0, 10_000_000, ErrorMessage = "Jobs:KeepDone must be between 0 and 10,000,000.")]
    public int KeepDone { get; set; } = 10_000;

    /// <summary>Failed and parked jobs to remember, with their evidence.</summary>
    [Range(0, 10_000_000, ErrorMessage = "Jobs:KeepDead must be between 0 and 10,000,000.")]
    public int KeepDead { get; set; } = 10_000;

    /// <summary>Ended jobs are forgotten after this time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00", ErrorMessage = "Jobs:KeepFor must be between 0 and ten years.")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Events that a watcher can catch up with, about 150 bytes each.</summary>
    [Range(10, 10_000_000, ErrorMessage = "Jobs:EventLogLength must be between 10 and 10,000,000.")]
    public int EventLogLength { get; set; } = 20_000;
}

[OptionsValidator]
internal sealed partial class JobsOptionsValidator : IValidateOptions<JobsOptions>;
