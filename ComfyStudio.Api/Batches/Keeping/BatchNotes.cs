namespace ComfyStudio.Api.Batches.Keeping;

/// <summary>Notes on the disk what the queue knows of a batch: what it is, and what came of it when it has ended.</summary>
internal sealed class BatchNotes(BatchBook book, CellReader cells)
{
    /// <summary>Writes it anew when there is something to add. It is stored in the queue already: what cannot be written now is written later.</summary>
    /// <returns>Whether all of it is noted that there will be, unless somebody tries something of it again.</returns>
    public async Task<bool> KeepAsync(Batch batch, CancellationToken cancellationToken)
    {
        var hasEnded = batch.Standing is { Counts: { Queued: 0, Active: 0 } };
        var file = book.FindFile(batch.Id);
        if (file?.Revision == batch.Revision && (hasEnded ? TellsEnd(file, batch) : file.End is null || !batch.IsWholeInQueue))
            return hasEnded;
        return book.TryWrite(new BatchFile
        {
            Id = batch.Id,
            Owner = batch.Owner,
            CreatedAt = batch.CreatedAt,
            Revision = batch.Revision,
            Batch = batch.Record,
            // One that grew when the queue had forgotten it has only this to tell what came of its first cells.
            End = hasEnded ? await EndOfAsync(batch, cancellationToken) : batch.IsWholeInQueue ? null : file?.End,
        }) && hasEnded;
    }

    // Once the queue begins to forget, what was noted tells more than it does.
    private static bool TellsEnd(BatchFile file, Batch batch) =>
        file.End is { } end && end.Counts.Total >= batch.Images && (!batch.IsWholeInQueue || end.Counts == batch.Standing!.Counts);

    private async Task<BatchEnd> EndOfAsync(Batch batch, CancellationToken cancellationToken)
    {
        var ended = await cells.ReadAsync(batch, 0, batch.Images, cancellationToken);
        return new BatchEnd(
            batch.Standing?.StartedAt, batch.Standing?.EndedAt, await cells.CountAsync(batch, cancellationToken), [.. ended.OfType<EndedCell>()]);
    }
}
