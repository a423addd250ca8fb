using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Jobs;

/// <summary>How jobs and engines are written in Redis.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobSpec))]
[JsonSerializable(typeof(JobRequirements))]
[JsonSerializable(typeof(JobProgress))]
[JsonSerializable(typeof(JobFailure))]
[JsonSerializable(typeof(IReadOnlyList<JobFailure>))]
[JsonSerializable(typeof(JobOutput))]
[JsonSerializable(typeof(IReadOnlyList<JobOutput>))]
[JsonSerializable(typeof(EngineSnapshot))]
[JsonSerializable(typeof(EngineCatalog))]
[JsonSerializable(typeof(ModelDetails))]
[JsonSerializable(typeof(StudioEngine))]
[JsonSerializable(typeof(EngineCredentials))]
[JsonSerializable(typeof(RunSample))]
[JsonSerializable(typeof(Webhook))]
[JsonSerializable(typeof(JobHint))]
[JsonSerializable(typeof(string))]
internal sealed partial class JobsJson : JsonSerializerContext;

/// <summary>A progress or preview hint as it is published: this on a line, and the picture behind it.</summary>
internal sealed record JobHint(
    StudioEventKind Kind, JobId JobId, GroupId GroupId, string Owner, string? EngineId, long At, JobProgress? Progress, string? ContentType);
