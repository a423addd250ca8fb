using ComfyStudio.Api.Queue;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>Stops what is being made of a sequence; what is finished stays. That it is wanted is on the disk before the queue is told.</summary>
internal sealed class RunCanceller(SequenceBook book, RunLauncher launcher, JobQueue queue, TimeProvider time)
{
    /// <returns>Null when there is no such sequence.</returns>
    /// <exception cref="JobStoreUnavailableException">The queue is away; it is told as soon as it is back.</exception>
    public Task<CancelView?> CancelAsync(string id, string owner, CancellationToken cancellationToken) => book.AloneAsync(id, async () =>
    {
        if (book.Find(id, owner) is not { } sequence)
            return null;
        var open = sequence.Runs.Where(run => run.EndedAt is null).Select(run => run.GroupId).ToHashSet();
        if (open.Count == 0)
            return new CancelView(0, 0, null);
        sequence = book.Save(Change(sequence, open, run => run with { CancelAskedAt = time.GetUtcNow(), CancelledAt = null }));
        sequence = await launcher.HealAsync(sequence, cancellationToken);
        var results = new List<CancelResult>();
        foreach (var group in open)
            results.Add(await queue.CancelManyAsync(new CancelScope(owner) { GroupId = group }, cancellationToken));
        book.Save(Change(sequence, open, run => run with { CancelledAt = time.GetUtcNow() }));
        var undo = results.FirstOrDefault(result => result.UndoId is not null);
        var waiting = sequence.Frames.SelectMany(frame => frame.Takes).Count(take => take.IsWaiting && open.Contains(take.GroupId));
        return new CancelView(results.Sum(result => result.Cancelled) + waiting, results.Sum(result => result.Stopping), UndoView.Of(undo?.UndoId, undo?.UndoUntil));
    }, cancellationToken);

    /// <summary>
    /// Ends what was begun and interrupted, then tells the queue what somebody wanted stopped when it was away, or before the process ended.
    /// Only for whoever holds the sequence alone.
    /// </summary>
    /// <exception cref="JobStoreUnavailableException">The queue is away.</exception>
    public async Task<Sequence> TellAsync(Sequence sequence, CancellationToken cancellationToken)
    {
        sequence = await launcher.HealAsync(sequence, cancellationToken);
        foreach (var run in sequence.Runs.Where(run => run is { CancelAskedAt: not null, CancelledAt: null, EndedAt: null }))
        {
            await queue.CancelManyAsync(new CancelScope(sequence.Owner) { GroupId = run.GroupId }, cancellationToken);
            sequence = book.Save(Change(sequence, [run.GroupId], each => each with { CancelledAt = time.GetUtcNow() }));
        }

        return sequence;
    }

    private static Sequence Change(Sequence sequence, HashSet<GroupId> groups, Func<SequenceRun, SequenceRun> change) =>
        sequence with { Runs = [.. sequence.Runs.Select(run => groups.Contains(run.GroupId) ? change(run) : run)] };
}
