using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Jobs;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Webhooks;

/// <summary>Writes what happened for those outside. A message is written once and then sent byte for byte the same.</summary>
internal sealed class WebhookPayloads(JobQueue queue, TimeProvider time)
{
    public sealed record Message(string Owner, string Event, string Payload);

    /// <summary>Null when it is about something that is forgotten.</summary>
    public Task<Message?> WriteAsync(WebhookNews news, CancellationToken cancellationToken) => news switch
    {
        WebhookNews.GroupEnded ended => GroupAsync(ended.GroupId, cancellationToken),
        WebhookNews.JobFailed failed => JobAsync(failed.JobId, cancellationToken),
        _ => throw new InvalidOperationException($"Unknown news {news.GetType().Name}."),
    };

    public string WriteTest() => Write(WebhookEvents.Test, new TestData("If you can read this, messages arrive."));

    private async Task<Message?> GroupAsync(GroupId id, CancellationToken cancellationToken)
    {
        if (await queue.FindGroupAsync(id, cancellationToken) is not { } group)
            return null;
        var counts = await queue.CountAsync(id, cancellationToken);
        var data = new GroupData(
            id, group.Kind, group.CreatedAt, counts.Total, counts.Succeeded, counts.Failed, counts.Parked, counts.Cancelled, $"/api/generations/{id}");
        return new Message(group.Owner, WebhookEvents.GroupFinished, Write(WebhookEvents.GroupFinished, data));
    }

    private async Task<Message?> JobAsync(JobId id, CancellationToken cancellationToken)
    {
        if (await queue.FindAsync(id, cancellationToken) is not { Failures: [.., var last] } job)
            return null;
        var data = new JobData(id, job.Spec.GroupId, job.Spec.TemplateId, job.State, job.Attempt, FailureView.Of(last) with { Detail = null }, $"/api/jobs/{id}");
        return new Message(job.Spec.Owner, WebhookEvents.JobFailed, Write(WebhookEvents.JobFailed, data));
    }

    private string Write(string happened, object data) =>
        JsonSerializer.Serialize(new Envelope(happened, time.GetUtcNow(), data), WebhookPayloadJson.Default.Envelope);
}

/// <param name="Type">The event.</param>
internal sealed record Envelope(string Type, DateTimeOffset Timestamp, object Data);

/// <param name="Url">Of the whole group, below the studio's own address.</param>
internal sealed record GroupData(
    GroupId GroupId, string Kind, DateTimeOffset CreatedAt, long Total, long Succeeded, long Failed, long Parked, long Cancelled, string Url);

/// <param name="Url">Of the whole job, below the studio's own address.</param>
internal sealed record JobData(JobId JobId, GroupId GroupId, string Template, JobState State, int Attempt, FailureView Failure, string Url);

internal sealed record TestData(string Text);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(CamelCaseState), typeof(CamelCaseClass)])]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(GroupData))]
[JsonSerializable(typeof(JobData))]
[JsonSerializable(typeof(TestData))]
internal sealed partial class WebhookPayloadJson : JsonSerializerContext;

/// <summary>As in the rest of the API.</summary>
internal sealed class CamelCaseState() : JsonStringEnumConverter<JobState>(JsonNamingPolicy.CamelCase);

/// <summary>As in the rest of the API.</summary>
internal sealed class CamelCaseClass() : JsonStringEnumConverter<FailureClass>(JsonNamingPolicy.CamelCase);
