using System.Diagnostics;
using System.Text.Json;
using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Templates;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs;

/// <summary>Puts together what the page shows of a job: its record, its place in the queue, its engine, its images.</summary>
internal sealed class JobViewer(JobQueue queue, MomentReader moments, RunningHints hints, GalleryReader gallery)
{
    public async Task<JobView> ViewAsync(Job job, CancellationToken cancellationToken) => (await ViewAsync([job], cancellationToken))[0];

    public async Task<IReadOnlyList<JobView>> ViewAsync(IReadOnlyList<Job> jobs, CancellationToken cancellationToken) =>
        await ViewAsync(jobs, await moments.ReadAsync(jobs, cancellationToken), cancellationToken);

    /// <summary>Of jobs that have just changed: the engines may be shown as they were a second ago.</summary>
    public async Task<IReadOnlyList<JobView>> ViewChangedAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken)
    {
        return await ViewChangedAsync(ids.Count == 0 ? [] : await queue.FindManyAsync(ids, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="ViewChangedAsync(IReadOnlyList{JobId}, CancellationToken)"/>
    public async Task<IReadOnlyList<JobView>> ViewChangedAsync(IReadOnlyList<Job> jobs, CancellationToken cancellationToken) =>
        jobs.Count == 0 ? [] : await ViewAsync(jobs, await moments.ReadRecentAsync(jobs, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<JobView>> ViewAsync(IReadOnlyList<Job> jobs, Moment moment, CancellationToken cancellationToken)
    {
        var queued = jobs.Where(job => job.State is JobState.Queued).Select(job => job.Id).ToList();
        var positions = queued.Count == 0 ? EmptyPositions : await queue.PositionsAsync(queued, cancellationToken);
        return await Task.WhenAll(jobs.Select(job => ComposeAsync(job, PositionOf(job, positions), moment, cancellationToken)));
    }

    private static readonly IReadOnlyDictionary<JobId, long> EmptyPositions = new Dictionary<JobId, long>();

    private static long? PositionOf(Job job, IReadOnlyDictionary<JobId, long> positions) => positions.TryGetValue(job.Id, out var position) ? position : null;

    private async Task<JobView> ComposeAsync(Job job, long? position, Moment moment, CancellationToken cancellationToken)
    {
        var heard = job.State.IsActive() ? hints.Find(job.Id) : null;
        return new JobView
        {
            Id = job.Id,
            GroupId = job.Spec.GroupId,
            Index = job.Spec.Index,
            GroupSize = job.Spec.GroupSize,
            Template = job.Spec.TemplateId,
            State = job.State,
            Sequence = job.Sequence,
            Attempt = job.Attempt,
            CancelRequested = job.CancelRequested,
            Priority = job.Priority,
            Held = job.Held,
            UndoUntil = job.UndoUntil,
            Slots = job.Spec.Slots,
            Prompt = TextOf(job.Spec.Slots, Slot.Prompt),
            PromptTemplate = TextOf(job.Spec.Asked, Slot.Prompt),
            Draft = job.Spec.IsDraft,
            Asked = job.Spec.Asked,
            Seed = job.Spec.Slots.TryGetValue(Slot.Seed, out var seed) ? Seed.Find(seed) : null,
            Position = position,
            WaitReason = job.State is JobState.Queued ? WaitReason.Of(job, position, moment) : null,
            Estimate = moment.Estimates?.Of(job, position, moment, heard?.Progress?.Fraction ?? 0),
            Engine = job.EngineId is { } engine ? new JobEngineView(engine, moment.Fleet.Find(engine)?.Name ?? engine) : null,
            Progress = heard?.Progress,
            PreviewUrl = heard?.Preview is { } preview ? PreviewUrl(job.Id, preview.Version) : null,
            Images = job.State is JobState.Succeeded ? await gallery.ViewOutputsAsync(job, cancellationToken) : [],
            Failure = job.State is JobState.Failed or JobState.Parked && job.Failures is [.., var last] ? FailureView.Of(last) : null,
            CreatedAt = job.Spec.CreatedAt,
            StartedAt = job.StartedAt,
            EndedAt = job.EndedAt,
            RetryOf = job.Spec.RetryOf,
            RetriedAs = job.RetriedAs,
            TraceId = TraceIdOf(job.Spec.TraceParent),
        };
    }

    public static string PreviewUrl(JobId id, long version) => $"/api/jobs/{id}/preview?v={version}";

    private static string? TextOf(IReadOnlyDictionary<string, JsonElement>? slots, string name) =>
        slots?.GetValueOrDefault(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string? TraceIdOf(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, out var context) ? context.TraceId.ToHexString() : null;
}
