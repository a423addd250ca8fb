using System.Collections.Concurrent;
using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>All leases of this worker.</summary>
internal sealed class HeldLeases(JobQueue queue, TimeProvider time)
{
    private readonly ConcurrentDictionary<JobId, HeldLease> _leases = [];

    public IReadOnlyCollection<HeldLease> All => [.. _leases.Values];

    /// <summary>Null when no such lane has a job. Not cancellable: a claim that was made and not heard of would have to wait for its lease to end.</summary>
    public async Task<HeldLease?> ClaimAsync(ClaimRequest request)
    {
        var sentAt = time.GetTimestamp();
        return await queue.ClaimAsync(request, CancellationToken.None) is { } lease ? Take(lease, sentAt) : null;
    }

    private HeldLease Take(JobLease lease, long heldAt)
    {
        var held = new HeldLease(lease, queue, time, heldAt);
        if (lease.Job.CancelRequested)
            held.AskToCancel();
        // The same job can come back while its lost first run still unwinds; the newer lease is the one to renew.
        _leases[lease.JobId] = held;
        return held;
    }

    public void Drop(HeldLease lease)
    {
        _leases.TryRemove(new KeyValuePair<JobId, HeldLease>(lease.JobId, lease));
        lease.Dispose();
    }

    public HeldLease? Find(JobId id) => _leases.GetValueOrDefault(id);
}
