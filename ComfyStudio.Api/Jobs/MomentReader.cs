using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Jobs.Estimating;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs;

/// <summary>Reads what some jobs are shown by, and no more than these jobs need.</summary>
internal sealed class MomentReader(FleetReader fleets, Forecaster forecaster, TimeProvider time)
{
    /// <summary>Why a job waits is told as it is now; of the others only the engine's name is wanted.</summary>
    public async Task<Moment> ReadAsync(IReadOnlyList<Job> jobs, CancellationToken cancellationToken) => jobs.Any(job => job.State is JobState.Queued)
        ? await ReadAsync(await fleets.ReadAsync(cancellationToken), jobs, cancellationToken)
        : await ReadRecentAsync(jobs, cancellationToken);

    /// <summary>As it was a second ago at most, for what is told many times a second.</summary>
    public async Task<Moment> ReadRecentAsync(IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        var recent = await fleets.ReadRecentAsync(cancellationToken);
        var knowsAll = jobs.All(job => job.EngineId is not { } id || recent.Find(id) is not null);
        return await ReadAsync(knowsAll ? recent : await fleets.ReadAsync(cancellationToken), jobs, cancellationToken);
    }

    private async Task<Moment> ReadAsync(Fleet fleet, IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        var estimates = jobs.All(job => job.State.IsFinal()) ? null : await forecaster.ReadAsync(cancellationToken);
        return new Moment(fleet, estimates, time.GetUtcNow());
    }
}

/// <summary>What jobs are shown by.</summary>
/// <param name="Estimates">Null where nothing is left to estimate.</param>
internal sealed record Moment(Fleet Fleet, Estimates? Estimates, DateTimeOffset Now)
{
    public Pauses Pauses => Fleet.Pauses;
}
