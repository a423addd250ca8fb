using System.Text.Json.Serialization;

namespace ComfyStudio.Jobs;

/// <summary>Why a job failed, in the words of the part that knows: usually the engine's own node and field.</summary>
/// <param name="Class">Decides what happens next.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="NodeId">The graph's node, when the engine named one.</param>
/// <param name="NodeType">Its class_type.</param>
/// <param name="Field">The node's input, when the engine named one.</param>
/// <param name="Detail">The evidence: the engine's own text, a stack trace, the last known state. At most 8 kB.</param>
public sealed record JobFailure(
    FailureClass Class,
    string Message,
    string? NodeId = null,
    string? NodeType = null,
    string? Field = null,
    string? Detail = null)
{
    public string? EngineId { get; init; }
    public int Attempt { get; init; }
    public DateTimeOffset At { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<FailureClass>))]
public enum FailureClass
{
    /// <summary>The engine refused the graph (400). Never retried.</summary>
    Rejected,

    /// <summary>A node threw. Never retried: the same graph throws again.</summary>
    NodeError,

    OutOfMemory,
    CudaFault,
    EngineGone,
    DiskFull,
    OutputMissing,

    /// <summary>Ran longer than allowed, counted from the start of execution.</summary>
    Timeout,

    /// <summary>The worker that ran it vanished.</summary>
    WorkerLost,

    /// <summary>Our own fault.</summary>
    Internal,
}
