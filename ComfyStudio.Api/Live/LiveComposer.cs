using System.Runtime.CompilerServices;
using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Jobs;
using ComfyStudio.Api.Queue;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Live;

/// <summary>Turns what happened into what the page is told: the whole job, image or engine as it stands now.</summary>
internal sealed class LiveComposer(QueueReader queue, JobViewer jobs, GalleryReader gallery, FleetReader fleets, IOptions<JsonOptions> json)
{
    /// <summary>Each with what it tells of, in their order, the jobs among them read together; nothing of what is gone since.</summary>
    public async IAsyncEnumerable<(StudioEvent Happened, LiveMessage Message)> ComposeManyAsync(
        IReadOnlyList<StudioEvent> page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var views = await ViewJobsAsync(page, cancellationToken);
        foreach (var happened in page)
        {
            var message = happened.Kind is StudioEventKind.Job
                ? Job(happened, happened.JobId is { } id ? views.GetValueOrDefault(id) : null)
                : await ComposeAsync(happened, cancellationToken);
            if (message is not null)
                yield return (happened, message);
        }
    }

    /// <returns>Null when it concerns something that is gone since.</returns>
    private Task<LiveMessage?> ComposeAsync(StudioEvent happened, CancellationToken cancellationToken) => happened.Kind switch
    {
        StudioEventKind.Image => ImageAsync(happened, cancellationToken),
        StudioEventKind.Engine => EngineAsync(happened, cancellationToken),
        StudioEventKind.Progress => Task.FromResult(Progress(happened)),
        StudioEventKind.Preview => Task.FromResult(Preview(happened)),
        StudioEventKind.Group => GroupAsync(happened, cancellationToken),
        // Told with the counts, see LiveHints and LiveStream.
        StudioEventKind.Queue => Task.FromResult<LiveMessage?>(null),
        StudioEventKind.Gap => Task.FromResult<LiveMessage?>(LiveMessage.Reset(happened.Id)),
        _ => throw new InvalidOperationException($"Nothing to tell of {happened.Kind}."),
    };

    public LiveMessage Hello(string lastId, DateTimeOffset now) => new(lastId, "hello", Write(new HelloData(lastId, now)));

    public LiveMessage Image(ImageRecord record, string? id)
    {
        var view = ImageView.Of(record);
        return new LiveMessage(id, "image", Write(view), view.Owner);
    }

    public LiveMessage ImageRemoved(ImageRecord record) => new(null, "imageRemoved", Write(new ImageRemovedData(record.Id)));

    /// <param name="reordered">Whether the order of what waits may be another than was told so far.</param>
    public async Task<LiveMessage> QueueAsync(bool reordered, CancellationToken cancellationToken) =>
        new(null, "queue", Write(new QueueNews(await queue.ReadAsync(cancellationToken), reordered)));

    private async Task<Dictionary<JobId, JobView>> ViewJobsAsync(IReadOnlyList<StudioEvent> page, CancellationToken cancellationToken)
    {
        var changed = page.Where(happened => happened is { Kind: StudioEventKind.Job, JobId: not null }).ToList();
        var known = changed.Select(happened => happened.Job).OfType<Job>().DistinctBy(job => job.Id).ToList();
        var unknown = changed.Select(happened => happened.JobId!.Value).Except(known.Select(job => job.Id)).ToList();
        var views = (await jobs.ViewChangedAsync(known, cancellationToken)).Concat(await jobs.ViewChangedAsync(unknown, cancellationToken));
        return views.ToDictionary(job => job.Id);
    }

    private LiveMessage? Job(StudioEvent happened, JobView? job) =>
        job is null ? null : new LiveMessage(happened.Id, "job", Write(job), happened.Owner);

    private async Task<LiveMessage?> GroupAsync(StudioEvent happened, CancellationToken cancellationToken) =>
        happened.GroupId is { } id && await queue.ReadEndAsync(id, cancellationToken) is { } group
            ? new LiveMessage(happened.Id, "group", Write(group), happened.Owner)
            : null;

    private async Task<LiveMessage?> ImageAsync(StudioEvent happened, CancellationToken cancellationToken) =>
        happened.Output is { } output && await gallery.FindOutputAsync(output, cancellationToken) is { } record ? Image(record, happened.Id) : null;

    private async Task<LiveMessage?> EngineAsync(StudioEvent happened, CancellationToken cancellationToken) => happened.EngineId switch
    {
        null => null,
        var id when await fleets.FindAsync(id, cancellationToken) is { } engine => new LiveMessage(happened.Id, "engine", Write(EngineView.Of(engine))),
        var id => new LiveMessage(happened.Id, "engineRemoved", Write(new EngineRemovedData(id))),
    };

    private LiveMessage? Progress(StudioEvent happened) =>
        happened is { JobId: { } id, Progress: { } progress } ? new LiveMessage(null, "progress", Write(new ProgressData(id, progress)), happened.Owner) : null;

    private LiveMessage? Preview(StudioEvent happened) => happened is { JobId: { } id, Preview: { } preview }
        ? new LiveMessage(null, "preview", Write(new PreviewData(id, JobViewer.PreviewUrl(id, preview.Version))), happened.Owner)
        : null;

    private string Write<T>(T data) => JsonSerializer.Serialize(data, json.Value.SerializerOptions);
}

/// <param name="LastId">Everything up to this event is in the lists that are fetched now.</param>
internal sealed record HelloData(string LastId, DateTimeOffset ServerTime);

internal sealed record ProgressData(JobId JobId, JobProgress Progress);

internal sealed record PreviewData(JobId JobId, string Url);

internal sealed record ImageRemovedData(ImageId Id);

internal sealed record EngineRemovedData(string Id);
