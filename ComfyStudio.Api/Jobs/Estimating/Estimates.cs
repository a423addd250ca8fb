using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs.Estimating;

/// <summary>The estimates of one moment.</summary>
internal sealed class Estimates(QueueForecast queue, RunHistory history, Fleet fleet)
{
    public EstimateView? Of(Job job, long? position, Pauses pauses, DateTimeOffset now) => job.State switch
    {
        JobState.Queued => Waiting(job, pauses.Everything || job.Held ? null : position, now),
        JobState.Leased or JobState.Submitting or JobState.Submitted or JobState.Running => UnderWay(job, now),
        _ => null,
    };

    private EstimateView? Waiting(Job job, long? position, DateTimeOffset now)
    {
        var estimate = queue.Of(job, position);
        var pause = job.NotBefore is { } notBefore ? (notBefore - now).TotalSeconds : 0;
        return estimate is { WaitSeconds: { } wait } && pause > 0
            ? estimate with { WaitSeconds = RangeView.Of(Math.Max(pause, wait.Low), Math.Max(pause, wait.Typical), Math.Max(pause, wait.High)) }
            : estimate;
    }

    private EstimateView? UnderWay(Job job, DateTimeOffset now)
    {
        if (job.EngineId is not { } id)
            return null;
        var engine = fleet.Find(id);
        var estimate = RunningForecast.Of(job, new JobEngineView(id, engine?.Name ?? id), history, now);
        return estimate is { RunSeconds: { } run } && job.StartedAt is null && engine is not null
            ? estimate with { WaitSeconds = Before(engine.Snapshot.Backlog.TotalSeconds, run) }
            : estimate;
    }

    /// <summary>The engine's backlog ends with this job, which waits behind the one that runs.</summary>
    private static RangeView Before(double backlog, RangeView run) =>
        RangeView.Of(backlog - run.High, backlog - run.Typical, backlog - run.Low);
}
