using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Failures;

/// <summary>Decides what becomes of a failed job: again after a while, over, or parked for a person to look at.</summary>
internal sealed class RetryPolicy(Random random)
{
    /// <summary>A graph that kills its engine twice is the poison, not the victim.</summary>
    private const int DeadlyRuns = 2;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(2);

    public FailureOutcome Decide(JobFailure failure, Job job, bool engineDied)
    {
        var (retries, firstDelay) = Allowance(failure.Class);
        if (retries == 0)
            return new FailureOutcome.Fail();
        var earlier = job.Failures.Count(before => before.Class == failure.Class);
        if (earlier >= retries || (engineDied && job.EngineDeaths + 1 >= DeadlyRuns))
            return new FailureOutcome.Park(engineDied);
        return new FailureOutcome.Retry(Delay(firstDelay, earlier), engineDied, AvoidEngine: IsTooSmall(failure, job));
    }

    /// <summary>Its memory was freed after the first time and it did not help: let another engine try.</summary>
    private static bool IsTooSmall(JobFailure failure, Job job) =>
        failure.Class is FailureClass.OutOfMemory
        && job.Failures.Any(before => before.Class is FailureClass.OutOfMemory && before.EngineId == failure.EngineId);

    private static (int Retries, TimeSpan FirstDelay) Allowance(FailureClass kind) => kind switch
    {
        FailureClass.Rejected or FailureClass.NodeError => (0, TimeSpan.Zero),
        FailureClass.OutOfMemory => (3, TimeSpan.FromSeconds(2)),
        FailureClass.CudaFault => (2, TimeSpan.FromSeconds(2)),
        FailureClass.EngineGone => (10, TimeSpan.FromMilliseconds(500)),
        FailureClass.DiskFull => (3, TimeSpan.FromSeconds(10)),
        FailureClass.OutputMissing => (1, TimeSpan.FromSeconds(1)),
        FailureClass.Timeout => (1, TimeSpan.FromSeconds(5)),
        FailureClass.WorkerLost => (5, TimeSpan.FromSeconds(1)),
        FailureClass.Internal => (2, TimeSpan.FromSeconds(2)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No rule for this class."),
    };

    /// <summary>Doubles each time; up to a quarter is taken off at random, so that jobs that failed together do not return together.</summary>
    private TimeSpan Delay(TimeSpan first, int earlier)
    {
        var full = Math.Min(first.TotalMilliseconds * Math.Pow(2, earlier), LongestDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (1 - (0.25 * random.NextDouble())));
    }
}
