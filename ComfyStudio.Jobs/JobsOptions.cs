namespace ComfyStudio.Jobs;

/// <summary>Section <c>Jobs</c> of the configuration. The address of Redis is the connection string <c>redis</c>.</summary>
public sealed class JobsOptions
{
    public const string Section = "Jobs";

    /// <summary>The name of the connection string that leads to Redis.</summary>
    public const string ConnectionName = "redis";

    /// <summary>Filled from <c>ConnectionStrings:redis</c>, for example <c>localhost:6380</c>.</summary>
    public string Redis { get; set; } = "";

    /// <summary>Names the queue inside Redis, so that several studios or tests can share one server.</summary>
    public string Queue { get; set; } = "q";

    /// <summary>How long a worker may be silent before its jobs are taken from it.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long one call to Redis may take.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a watcher looks by itself when no wake-up came: the net under publish and subscribe.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an engine counts as watched after its worker's last word.</summary>
    public TimeSpan EngineTimeToLive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Succeeded and cancelled jobs to remember. Their images stay whatever happens here.</summary>
    public int KeepDone { get; set; } = 10_000;

    /// <summary>Failed and parked jobs to remember, with their evidence.</summary>
    public int KeepDead { get; set; } = 10_000;

    /// <summary>Ended jobs are forgotten after this time.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Events that a watcher can catch up with, about 150 bytes each.</summary>
    public int EventLogLength { get; set; } = 20_000;
}
