namespace ComfyStudio.ComfyUI;

/// <summary>A finished prompt. The engine keeps the last 10 000 of them, in memory only.</summary>
/// <param name="StatusText"><c>success</c> or <c>error</c>; an interrupted one says <c>error</c> too.</param>
/// <param name="Outputs">Files by node id. A failed prompt keeps what it made before.</param>
public sealed record HistoryEntry(
    string PromptId, bool Completed, string StatusText, IReadOnlyDictionary<string, NodeOutput> Outputs, NodeException? Error, bool Interrupted)
{
    /// <summary>By the engine's clock.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>By the engine's clock.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
