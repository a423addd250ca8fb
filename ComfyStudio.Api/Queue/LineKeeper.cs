using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Queue;

/// <summary>Gives several jobs another place together. One that does not wait any more is passed over.</summary>
internal sealed class LineKeeper(JobQueue queue)
{
    public async Task<int> MoveAsync(IReadOnlyList<JobId> ids, MoveTarget target, CancellationToken cancellationToken)
    {
        // Each one is put at the very front, so the last one goes first.
        var order = target is MoveTarget.Front ? ids.Reverse() : ids;
        var moved = 0;
        foreach (var id in order.Where(id => target is not MoveTarget.Before before || before.Other != id))
            moved += await queue.MoveAsync(id, target, cancellationToken) ? 1 : 0;
        return moved;
    }

    public async Task<int> PrioritizeAsync(IReadOnlyList<JobId> ids, int priority, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var id in ids)
            changed += await queue.SetPriorityAsync(id, priority, cancellationToken) is null ? 0 : 1;
        return changed;
    }
}
