using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Batches.Keeping;

/// <summary>What lies beside a batch's images as <c>batch.json</c>: enough to show it when the queue has forgotten its jobs.</summary>
internal sealed record BatchFile
{
    public const string Folder = "batches";
    private const string Name = "batch.json";

    public int Schema { get; init; } = 1;
    public required GroupId Id { get; init; }
    public required string Owner { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it had changed when this was written.</summary>
    public required long Revision { get; init; }

    public required BatchRecord Batch { get; init; }

    /// <summary>What came of it; null while something of it is under way.</summary>
    public BatchEnd? End { get; init; }

    public static string PathOf(GroupId id) => $"{Folder}/{id}/{Name}";
}

internal sealed record BatchEnd(DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, QueueCounts Counts, IReadOnlyList<EndedCell> Cells);

/// <summary>What came of one cell.</summary>
internal sealed record EndedCell(int Index, JobId JobId, JobState State, IReadOnlyList<JobOutput> Outputs, JobFailure? Failure);

/// <summary>How batches are written, in the queue and on the disk.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BatchRecord))]
[JsonSerializable(typeof(BatchFile))]
internal sealed partial class BatchFileJson : JsonSerializerContext;
