using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs.Estimating;

/// <summary>The estimates of one moment.</summary>
internal sealed class Estimates(QueueForecast queue, RunHistory history, Fleet fleet)
{
    /// <param name="fraction">How far a running one is, from 0 to 1.</param>
    public EstimateView? Of(Job job, long? position, Moment moment, double fraction) => job.State switch
    {
        JobState.Queued => Waiting(job, moment.Pauses.Everything || job.Held ? null : position, moment.Now),
        JobState.Leased or JobState.Submitting or JobState.Submitted or JobState.Running => UnderWay(job, fraction, moment.Now),
        _ => null,
    };

    /// <summary>Much work in one order, as if nothing else waited.</summary>
    public WorkForecast Of(string templateId, IReadOnlyList<PlannedPicture> inOrder)
    {
        List<FleetEngine> engines = [.. fleet.Engines.Where(engine => engine.TakesJobs)];
        return WorkForecast.Of(templateId, inOrder, engines, history);
    }

    private EstimateView? Waiting(Job job, long? position, DateTimeOffset now)
    {
        var estimate = queue.Of(job, position);
        var pause = job.NotBefore is { } notBefore ? (notBefore - now).TotalSeconds : 0;
        return estimate is { WaitSeconds: { } wait } && pause > 0
            ? estimate with { WaitSeconds = RangeView.Of(Math.Max(pause, wait.Low), Math.Max(pause, wait.Typical), Math.Max(pause, wait.High)) }
            : estimate;
    }

    private EstimateView? UnderWay(Job job, double fraction, DateTimeOffset now)
    {
        if (job.EngineId is not { } id)
            return null;
        var engine = fleet.Find(id);
        var estimate = RunningForecast.Of(job, fraction, new JobEngineView(id, engine?.Name ?? id), history, now);
        return estimate is { RunSeconds: { } run } && job.StartedAt is null && engine is not null
            ? estimate with { WaitSeconds = Before(engine.Snapshot.Backlog.TotalSeconds, run) }
            : estimate;
    }

    /// <summary>The engine's backlog ends with this job, which waits behind the one that runs.</summary>
    private static RangeView Before(double backlog, RangeView run) =>
        RangeView.Of(backlog - run.High, backlog - run.Typical, backlog - run.Low);
}
