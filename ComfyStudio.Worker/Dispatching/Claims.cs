using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>Takes the next job for one engine.</summary>
internal sealed class Claims(Engine engine, JobQueue queue, HeldLeases leases, WorkerIdentity worker, IOptions<DispatchOptions> options)
{
    private readonly ClassChooser _chooser = new(options.Value.WarmWindow);

    /// <summary>Null when nothing waits that this engine can do, or the engine takes no jobs now.</summary>
    public async Task<HeldLease?> NextAsync(CancellationToken cancellationToken)
    {
        if (engine is not { AcceptsJobs: true, Condition.Catalog: { } catalog })
            return null;
        foreach (var classes in _chooser.Choose(engine.Id, catalog, await queue.ReadyAsync(engine.Id, cancellationToken)))
        {
            // Not cancellable: a claim that was made and not heard of would have to wait for its lease to end.
            var lease = await queue.ClaimAsync(new ClaimRequest(engine.Id, worker.Id, classes), CancellationToken.None);
            if (lease is null)
                continue;
            _chooser.Ran(lease.Job.Spec.Requirements);
            return leases.Take(lease);
        }
        return null;
    }
}
