using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Batches.Keeping;

/// <summary>What stands in the cells of a batch: told by the queue, else by what was noted at its end, else by the images themselves.</summary>
internal sealed class CellReader(JobQueue queue, BatchBook book, ImageIndex images)
{
    /// <summary>One for each cell from <paramref name="from"/> on.</summary>
    public async Task<IReadOnlyList<EndedCell?>> ReadAsync(Batch batch, int from, int count, CancellationToken cancellationToken)
    {
        var wanted = Enumerable.Range(from, Math.Max(0, Math.Min(count, batch.Images - from))).ToList();
        var cells = (await queue.ListPlacesAsync(batch.Id, from, count, cancellationToken))
            .ToDictionary(place => place.Index, place => new EndedCell(place.Index, place.JobId, place.State, place.Outputs, place.Failure));
        if (wanted.Any(index => !cells.ContainsKey(index)))
            AddForgotten(batch, cells);
        return [.. wanted.Select(cells.GetValueOrDefault)];
    }

    public async Task<QueueCounts> CountAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (batch.IsWholeInQueue)
            return batch.Standing!.Counts;
        if (batch.Standing is null && book.FindFile(batch.Id)?.End is { } end)
            return end.Counts;
        var cells = await ReadAsync(batch, 0, batch.Images, cancellationToken);
        long Of(Func<JobState, bool> state) => cells.Count(cell => cell is not null && state(cell.State));
        return new QueueCounts(
            Of(state => state is JobState.Queued), Of(JobStates.IsActive), Of(state => state is JobState.Succeeded), Of(state => state is JobState.Failed),
            Of(state => state is JobState.Parked), batch.Images - Of(state => state is not JobState.Cancelled));
    }

    private void AddForgotten(Batch batch, Dictionary<int, EndedCell> cells)
    {
        foreach (var cell in book.FindFile(batch.Id)?.End?.Cells ?? [])
            cells.TryAdd(cell.Index, cell);
        var page = images.List(new ImageFilter { Groups = [batch.Id.ToString()] }, ImageSort.Oldest, after: null, batch.Images);
        foreach (var image in page.Items)
        {
            if (image.Making is { IndexInGroup: { } index, JobId: { } job } && JobId.TryParse(job, null, out var id))
                cells.TryAdd(index, new EndedCell(index, id, JobState.Succeeded, [new JobOutput(0, image.Id.ToString(), image.RelativePath, "", image.Bytes, image.Width, image.Height)], null));
        }
    }
}
