using System.Text.Json;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>A workflow file: the graph that is shown first, and the subgraphs that nodes of it may stand for, by id.</summary>
internal sealed record EditorDocument(EditorGraph Root, IReadOnlyDictionary<string, EditorSubgraph> Subgraphs, GroupNodes Groups);

/// <param name="Nodes">By id, in the order of the file.</param>
/// <param name="Links">By id.</param>
internal sealed record EditorGraph(OrderedDictionary<string, EditorNode> Nodes, IReadOnlyDictionary<string, EditorLink> Links);

/// <param name="Inputs">Names of what goes in, by slot of the input node.</param>
/// <param name="InputNodeId">The node inside that stands for what comes from outside; <c>-10</c> so far.</param>
/// <param name="Outputs">By slot, the link inside that leads out; null for an output that nothing feeds.</param>
internal sealed record EditorSubgraph(string Id, string Name, EditorGraph Graph, string InputNodeId, IReadOnlyList<string> Inputs, IReadOnlyList<EditorLink?> Outputs)
{
    /// <summary>Its host's values were dealt out already.</summary>
    public bool KeepsValuesInside { get; init; }
}

/// <param name="Type">The class_type, the id of a subgraph, or the name of something that only the editor knows.</param>
/// <param name="Values">Of its widgets: a list by position, or an object by name.</param>
/// <param name="NamedValues">Newer files have them by name besides; not an object in others.</param>
internal sealed record EditorNode(
    string Id, string Type, string? Title, NodeMode Mode, IReadOnlyList<EditorInput> Inputs, IReadOnlyList<string> OutputTypes,
    JsonElement Values, JsonElement NamedValues, JsonElement Properties)
{
    public bool IsLeftOut => Mode is NodeMode.Muted or NodeMode.Bypassed;
}

/// <param name="Link">Id of its link; null when it has none.</param>
/// <param name="Widget">Name of the widget that it takes the place of; null for a plain socket.</param>
internal sealed record EditorInput(string Name, string Type, string? Link, string? Widget);

internal sealed record EditorLink(string Id, string OriginId, int OriginSlot, string TargetId, int TargetSlot);

/// <summary>Litegraph's numbers; others than these run like any node.</summary>
internal enum NodeMode
{
    Always = 0,
    Muted = 2,
    Bypassed = 4,
}
