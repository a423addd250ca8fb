using System.Text.Json;

namespace ComfyStudio.ComfyUI;

/// <summary>Everything the socket can say (docs/comfyui-protocol.md, "Events"). A closed family: a switch over it is complete.</summary>
public abstract record ComfyUIEvent
{
    private ComfyUIEvent()
    {
    }

    /// <summary>The engine's whole queue length, whoever sent the prompts. <paramref name="SessionId"/> only in a socket's first frame.</summary>
    public sealed record Status(int QueueRemaining, string? SessionId) : ComfyUIEvent;

    /// <summary>The engine's answer to ours, once after connecting.</summary>
    public sealed record FeatureFlags(JsonElement Flags) : ComfyUIEvent;

    public sealed record ExecutionStarted(string PromptId) : ComfyUIEvent;

    /// <summary>Nodes whose result of an earlier prompt is taken again. Empty at most times.</summary>
    public sealed record ExecutionCached(string PromptId, IReadOnlyList<string> Nodes) : ComfyUIEvent;

    /// <summary>A node begins. The frame sent after a reconnect has no prompt id.</summary>
    public sealed record Executing(string Node, string? DisplayNode, string? PromptId) : ComfyUIEvent;

    /// <summary>The end marker (<c>executing</c> with node null): the one sign common to all endings; the history entry exists by now.</summary>
    public sealed record PromptEnded(string PromptId) : ComfyUIEvent;

    /// <summary>Steps within one node.</summary>
    public sealed record Progress(string? PromptId, string? Node, double Value, double Max) : ComfyUIEvent;

    /// <summary>All nodes of a prompt that started so far.</summary>
    public sealed record ProgressState(string PromptId, IReadOnlyDictionary<string, NodeProgress> Nodes) : ComfyUIEvent;

    /// <summary>A node has something to show. A cached output node repeats its old files here.</summary>
    public sealed record Executed(string PromptId, string Node, string? DisplayNode, NodeOutput? Output) : ComfyUIEvent;

    /// <summary>May come before the history entry exists: wait for <see cref="PromptEnded"/>.</summary>
    public sealed record ExecutionSucceeded(string PromptId) : ComfyUIEvent;

    public sealed record ExecutionFailed(string PromptId, NodeException Error) : ComfyUIEvent;

    /// <summary>The node is the one that came to see the interrupt, not always the one that was running when it was sent.</summary>
    public sealed record ExecutionInterrupted(string PromptId, string? NodeId, string? NodeType) : ComfyUIEvent;

    /// <summary>A picture on the way. Prompt and node are null in frames of type 1: attribute them by the last <see cref="Executing"/>.</summary>
    public sealed record Preview(ReadOnlyMemory<byte> Image, string ContentType, string? PromptId, string? NodeId) : ComfyUIEvent;

    /// <summary>Text of a node; may be meant for another client.</summary>
    public sealed record Text(string NodeId, string Content) : ComfyUIEvent;

    /// <summary>Something newer than this library, or from a custom node. An unreadable frame has an empty type.</summary>
    public sealed record Other(string Type, JsonElement Data) : ComfyUIEvent;
}

/// <param name="State"><c>running</c> or <c>finished</c>.</param>
public sealed record NodeProgress(string NodeId, string? DisplayNodeId, double Value, double Max, string State);
