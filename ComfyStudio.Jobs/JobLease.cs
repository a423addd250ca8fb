namespace ComfyStudio.Jobs;

/// <summary>The right to write one job until it expires. Every write carries the fencing token; an older one is refused.</summary>
/// <param name="Job">The job as it stood when it was claimed.</param>
/// <param name="Fence">Fencing token: the attempt number.</param>
public sealed record JobLease(Job Job, int Fence, string EngineId, string WorkerId)
{
    public JobId JobId => Job.Id;
}

/// <summary>What Redis says to a write under a lease.</summary>
public enum LeaseAnswer
{
    Held,

    /// <summary>Held, and somebody asked to cancel the job.</summary>
    CancelRequested,

    /// <summary>Another owner has it, or it ended. Nothing was written; stop working on it.</summary>
    Lost,
}

/// <summary>What becomes of a job that failed.</summary>
public abstract record FailureOutcome
{
    private FailureOutcome()
    {
    }

    /// <summary>Back to the queue, not before the delay has passed.</summary>
    /// <param name="EngineDied">It was executing when its engine's process ended.</param>
    /// <param name="AvoidEngine">Another engine should try it, if there is one that can.</param>
    public sealed record Retry(TimeSpan Delay, bool EngineDied = false, bool AvoidEngine = false) : FailureOutcome;

    /// <summary>Ends as <see cref="JobState.Failed"/>.</summary>
    public sealed record Fail : FailureOutcome;

    /// <summary>Ends as <see cref="JobState.Parked"/>.</summary>
    /// <param name="EngineDied">It was executing when its engine's process ended.</param>
    public sealed record Park(bool EngineDied = false) : FailureOutcome;
}
