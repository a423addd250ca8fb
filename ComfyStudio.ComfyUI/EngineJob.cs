namespace ComfyStudio.ComfyUI;

/// <summary>A prompt as the engine knows it.</summary>
/// <param name="Outputs">Files by node id; empty until it is finished. Node ids of expanded nodes look like <c>1.0.0.3</c>.</param>
/// <param name="Error">Of a failed one.</param>
public sealed record EngineJob(
    string Id, EngineJobStatus Status, IReadOnlyDictionary<string, NodeOutput> Outputs, NodeException? Error)
{
    /// <summary>By the engine's clock; null while it has not begun.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>By the engine's clock; null while it has not ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

public enum EngineJobStatus
{
    Pending,
    Running,
    Completed,
    Failed,

    /// <summary>Interrupted while it ran. One that was removed before it ran leaves no trace at all.</summary>
    Cancelled,
}
