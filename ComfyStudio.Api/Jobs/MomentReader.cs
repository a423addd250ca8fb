using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Jobs.Estimating;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs;

/// <summary>Reads what some jobs are shown by, and no more than these jobs need.</summary>
internal sealed class MomentReader(JobQueue queue, FleetReader fleets, Forecaster forecaster, TimeProvider time)
{
    private static readonly Pauses NoPauses = new(false, [], new Dictionary<string, EngineMode>());

    public async Task<Moment> ReadAsync(IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        var fleet = await FleetForAsync(jobs, cancellationToken);
        if (jobs.All(job => job.State.IsFinal()))
            return new Moment(fleet, NoPauses, null, time.GetUtcNow());
        var pauses = jobs.Any(job => job.State is JobState.Queued) ? await queue.PausesAsync(cancellationToken) : NoPauses;
        return new Moment(fleet, pauses, await forecaster.ReadAsync(cancellationToken), time.GetUtcNow());
    }

    /// <summary>Why a job waits is told as it is now; of the others only the engine's name is wanted.</summary>
    private async ValueTask<Fleet> FleetForAsync(IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        if (jobs.Any(job => job.State is JobState.Queued))
            return await fleets.ReadAsync(cancellationToken);
        var recent = await fleets.ReadRecentAsync(cancellationToken);
        return jobs.All(job => job.EngineId is not { } id || recent.Find(id) is not null) ? recent : await fleets.ReadAsync(cancellationToken);
    }
}

/// <summary>What jobs are shown by.</summary>
/// <param name="Estimates">Null where nothing is left to estimate.</param>
internal sealed record Moment(Fleet Fleet, Pauses Pauses, Estimates? Estimates, DateTimeOffset Now);
