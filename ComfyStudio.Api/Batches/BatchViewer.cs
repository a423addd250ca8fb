using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Api.Gallery;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Batches;

/// <summary>What a person sees of a batch.</summary>
internal sealed class BatchViewer(CellReader cells, BatchBook book, GalleryReader gallery, ImageIndex images, ImagePlaceholders placeholders)
{
    /// <summary>The pace of the latest, not of a night ago.</summary>
    private const int LeastEnds = 2;

    public async Task<BatchSummary> SummarizeAsync(Batch batch, CancellationToken cancellationToken)
    {
        var counts = await cells.CountAsync(batch, cancellationToken);
        return new BatchSummary
        {
            Id = batch.Id,
            Title = batch.Record.Title,
            Template = batch.Record.Template,
            CreatedAt = batch.CreatedAt,
            Images = batch.Images,
            Succeeded = counts.Succeeded,
            Failed = counts.Failed + counts.Parked,
            Cancelled = counts.Cancelled,
            Open = counts.Queued + counts.Active,
            State = StateOf(batch, counts),
            Cover = counts.Succeeded == 0 ? null : images.List(new ImageFilter { Groups = [batch.Id.ToString()] }, ImageSort.Oldest, after: null, 1).Items is [var first, ..] ? first.Id : null,
            Prompt = batch.Record.Cells[0].Prompt,
        };
    }

    public async Task<BatchView> ViewAsync(Batch batch, CancellationToken cancellationToken)
    {
        var summary = await SummarizeAsync(batch, cancellationToken);
        var end = batch.Standing is null ? book.FindFile(batch.Id)?.End : null;
        var rate = summary is { State: BatchState.Running, Open: > 0 } ? RateOf(batch.Standing) : null;
        return new BatchView(summary, batch.Record)
        {
            Rate = rate is { } images ? Math.Round(images, 2) : null,
            SecondsLeft = rate is > 0 ? Math.Round(summary.Open / rate.Value * 60, 1) : null,
            StartedAt = batch.Standing?.StartedAt ?? end?.StartedAt,
            EndedAt = summary.Open > 0 ? null : batch.Standing?.EndedAt ?? end?.EndedAt,
            Revision = batch.Revision,
        };
    }

    public async Task<BatchCellsView> ViewCellsAsync(Batch batch, int from, int count, CancellationToken cancellationToken)
    {
        var ended = await cells.ReadAsync(batch, from, count, cancellationToken);
        var views = new List<BatchCellView>(ended.Count);
        foreach (var (place, cell) in ended.Index())
            views.Add(await ViewAsync(batch.Record, from + place, cell, cancellationToken));
        return new BatchCellsView(batch.Revision, views);
    }

    private async Task<BatchCellView> ViewAsync(BatchRecord record, int index, EndedCell? cell, CancellationToken cancellationToken)
    {
        var asked = record.Cells[index];
        var image = cell is { State: JobState.Succeeded, Outputs: [var output, ..] } ? await gallery.FindOutputAsync(output, cancellationToken) : null;
        var failure = cell is { State: JobState.Failed or JobState.Parked, Failure: { } why } ? new BatchFailureView(why.Class, why.Message) : null;
        return new BatchCellView(
            index, asked.At, cell?.JobId, cell?.State ?? JobState.Cancelled, asked.Seed, image?.Id, image?.Version, image is null ? null : placeholders.Find(image),
            image?.Width ?? 0, image?.Height ?? 0, failure, record.ValuesOf(asked), asked.Prompt);
    }

    private static BatchState StateOf(Batch batch, QueueCounts counts) => counts switch
    {
        { Queued: > 0 } or { Active: > 0 } => batch.Standing is { Paused: true } ? BatchState.Paused : BatchState.Running,
        { Failed: var failed, Parked: var parked } when failed + parked > 0 && (counts.Succeeded == 0 || (batch.Record.Request.StopAtFirstFailure && counts.Cancelled > 0)) => BatchState.Failed,
        { Cancelled: > 0 } => BatchState.Cancelled,
        _ => BatchState.Complete,
    };

    private static double? RateOf(GroupStanding? standing) =>
        standing is { LastEnds: { Count: >= LeastEnds } ends } && (ends[0] - ends[^1]).TotalMinutes is > 0 and var minutes ? (ends.Count - 1) / minutes : null;
}
