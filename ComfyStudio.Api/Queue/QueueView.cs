using ComfyStudio.Api.Jobs;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Queue;

/// <summary>The queue at a glance.</summary>
/// <param name="Paused">Nothing new starts, on any engine.</param>
/// <param name="PausedGroups">Generations of which nothing new starts.</param>
internal record QueueView(
    long Queued, long Active, long Succeeded, long Failed, long Parked, long Cancelled, bool Paused, IReadOnlyList<GroupId> PausedGroups)
{
    public static QueueView Of(QueueCounts counts, Pauses pauses) => new(
        counts.Queued, counts.Active, counts.Succeeded, counts.Failed, counts.Parked, counts.Cancelled, pauses.Everything, pauses.Groups);
}

/// <summary>The same as an event.</summary>
internal sealed record QueueNews : QueueView
{
    public QueueNews(QueueView view, bool reordered)
        : base(view) => Reordered = reordered;

    /// <summary>Jobs may wait in another order, or others may be held, than was told so far.</summary>
    public bool Reordered { get; }
}

/// <param name="Items">In the order in which they will be claimed.</param>
/// <param name="Total">How many wait in all.</param>
internal sealed record WaitingPageView(IReadOnlyList<JobView> Items, long Total);

/// <summary>What a cancel did.</summary>
/// <param name="Cancelled">Jobs that waited and have ended.</param>
/// <param name="Stopping">Jobs under way that their engines are asked to stop.</param>
/// <param name="Undo">Takes back the former; null when there are none.</param>
internal sealed record CancelView(int Cancelled, int Stopping, UndoView? Undo)
{
    public static CancelView Of(CancelResult result) => new(result.Cancelled, result.Stopping, UndoView.Of(result.UndoId, result.UndoUntil));
}

/// <param name="Job">As it stands now.</param>
internal sealed record JobCancelView(int Cancelled, int Stopping, UndoView? Undo, JobView Job);

/// <param name="Id">For POST /api/queue/undo/{id}.</param>
internal sealed record UndoView(string Id, DateTimeOffset Until)
{
    public static UndoView? Of(string? id, DateTimeOffset? until) => id is not null && until is { } time ? new UndoView(id, time) : null;
}

/// <param name="Restored">Jobs that are back in their old places.</param>
internal sealed record RestoredView(int Restored);

/// <param name="Jobs">The new ones, oldest first.</param>
internal sealed record RetriedView(IReadOnlyList<JobView> Jobs);

/// <param name="Changed">Jobs that still waited.</param>
internal sealed record ChangedView(int Changed);

/// <param name="Cleared">Jobs that are forgotten; their images stay.</param>
internal sealed record ClearedView(long Cleared);
