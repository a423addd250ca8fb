using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Batches;

/// <summary>Changes what a batch is called, in the queue and on the disk.</summary>
internal sealed class BatchEditor(JobQueue queue, BatchBook book, BatchNotes notes)
{
    /// <returns>False when somebody else has changed it since it was read, or it could not be written.</returns>
    public async Task<bool> RenameAsync(Batch batch, string title, CancellationToken cancellationToken)
    {
        var record = batch.Record with { Title = title };
        if (batch.Standing is null)
            return book.FindFile(batch.Id) is { } file && book.TryWrite(file with { Revision = file.Revision + 1, Batch = record });
        if (!await queue.DescribeAsync(batch.ToGroup() with { About = BatchJobs.AboutOf(record) }, cancellationToken))
            return false;
        if (await book.FindAsync(batch.Id, cancellationToken) is { } renamed)
            await notes.KeepAsync(renamed, cancellationToken);
        return true;
    }
}
