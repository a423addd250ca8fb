using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Batches.Keeping;

/// <summary>A batch as it is known now.</summary>
/// <param name="Revision">Rises with each change of what it is.</param>
/// <param name="Standing">How its jobs stand; null when the queue has forgotten all of them.</param>
internal sealed record Batch(GroupId Id, string Owner, DateTimeOffset CreatedAt, BatchRecord Record, long Revision, GroupStanding? Standing)
{
    public int Images => Record.Cells.Count;

    /// <summary>Whether the queue still knows the job of every cell.</summary>
    public bool IsWholeInQueue => Standing is { Counts: var counts }
        && counts.Queued + counts.Active + counts.Succeeded + counts.Failed + counts.Parked + counts.Cancelled >= Images;

    public JobGroup ToGroup() => new() { Id = Id, Owner = Owner, Kind = BatchBook.Kind, CreatedAt = CreatedAt, Jobs = [], Revision = Revision };
}
