using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Scheduling;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>Takes the next job for one engine.</summary>
internal sealed class Claims(Engine engine, HeldLeases leases, WorkerIdentity worker, LaneDecider decider)
{
    /// <summary>How often another engine may be quicker before this one takes a breath.</summary>
    private const int MostTries = 8;

    /// <summary>Null when nothing waits that this engine should do, or the engine takes no jobs now.</summary>
    public async Task<HeldLease?> NextAsync(CancellationToken cancellationToken)
    {
        if (await TryPresumedAsync() is { } more)
            return more;
        for (var tries = 0; tries < MostTries && engine is { AcceptsJobs: true, Condition.Catalog: { } catalog }; tries++)
        {
            if (await decider.DecideAsync(catalog, cancellationToken) is not LaneDecision.Take take)
                return null;
            if (await ClaimAsync(take, onlyIfNothingElseWaits: false) is { } lease)
                return lease;
        }
        return null;
    }

    private async Task<HeldLease?> TryPresumedAsync() =>
        engine is { AcceptsJobs: true, Condition.Catalog: { } catalog } && decider.Presume(catalog) is { } take
            ? await ClaimAsync(take, onlyIfNothingElseWaits: true)
            : null;

    private async Task<HeldLease?> ClaimAsync(LaneDecision.Take take, bool onlyIfNothingElseWaits)
    {
        var request = new ClaimRequest(engine.Id, worker.Id, [take.Lane.Key])
        {
            Overtakes = take.Overtakes,
            EngineInstance = engine.Condition.Instance ?? "",
            OnlyIfNothingElseWaits = onlyIfNothingElseWaits,
        };
        if (await leases.ClaimAsync(request) is not { } lease)
            return null;
        engine.Holdings.Claimed(lease.JobId, lease.Job.Spec.Requirements.Models, take.Expected, take.IsGuess);
        return lease;
    }
}
