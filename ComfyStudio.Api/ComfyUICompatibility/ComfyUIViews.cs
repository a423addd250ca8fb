using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Jobs;
using ComfyStudio.Api.Models;
using ComfyStudio.Api.Templates;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.ComfyUICompatibility;

/// <param name="PromptId">To ask for status and result; the id of our job.</param>
internal sealed record ComfyUIAccepted(JobId PromptId, ComfyUIStatus Status, string Message);

/// <param name="Progress">0 to 1.</param>
/// <param name="Position">Jobs that come before it, while it is queued.</param>
internal sealed record ComfyUIStatusView(JobId PromptId, ComfyUIStatus Status, double Progress, long? Position, string? Error)
{
    public static ComfyUIStatusView Of(JobView job)
    {
        var status = StatusOf(job.State);
        return new ComfyUIStatusView(
            job.Id, status, status is ComfyUIStatus.Completed ? 1 : job.Progress?.Fraction ?? 0, job.Position, job.Failure?.Message);
    }

    public static ComfyUIStatus StatusOf(JobState state) => state switch
    {
        JobState.Queued => ComfyUIStatus.Queued,
        JobState.Succeeded => ComfyUIStatus.Completed,
        JobState.Failed or JobState.Parked => ComfyUIStatus.Failed,
        JobState.Cancelled => ComfyUIStatus.Cancelled,
        _ => ComfyUIStatus.Processing,
    };
}

internal sealed record ComfyUIResultView(JobId PromptId, ComfyUIStatus Status, IReadOnlyList<ImageView> Images, ComfyUIMetadata Metadata)
{
    public static ComfyUIResultView Of(JobView job) => new(
        job.Id, ComfyUIStatusView.StatusOf(job.State), job.Images,
        new ComfyUIMetadata(job.Template, job.Slots, job.Seed, job.Engine?.Name, job.CreatedAt, job.EndedAt));
}

internal sealed record ComfyUIMetadata(
    string Template, IReadOnlyDictionary<string, JsonElement> Slots, Seed? Seed, string? Engine, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt);

internal enum ComfyUIStatus
{
    Queued,
    Processing,
    Completed,
    Failed,
    Cancelled,
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ComfyUIRequest))]
[JsonSerializable(typeof(ComfyUIAccepted))]
[JsonSerializable(typeof(ComfyUIStatusView))]
[JsonSerializable(typeof(ComfyUIResultView))]
[JsonSerializable(typeof(ModelsView))]
[JsonSerializable(typeof(JsonValue))]
internal sealed partial class ComfyUIJson : JsonSerializerContext;
