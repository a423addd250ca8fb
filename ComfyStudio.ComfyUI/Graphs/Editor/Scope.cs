using System.Text.Json;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>
/// One graph where it stands: the workflow itself, or what is inside one node that stands for a subgraph. Two nodes of the same subgraph
/// are two scopes with the same graph.
/// </summary>
internal sealed class Scope(EditorGraph graph, Host? host)
{
    public EditorGraph Graph { get; } = graph;

    /// <summary>Null for the workflow itself.</summary>
    public Host? Host { get; } = host;

    /// <summary>What is inside the nodes here that stand for a subgraph, by node id. Those that are left out have nothing inside.</summary>
    public Dictionary<string, Scope> Inside { get; } = new(StringComparer.Ordinal);

    /// <summary>Values that hosts set for widgets of nodes further inside, by the node's full id and the widget. The outermost one counts.</summary>
    public Dictionary<(string NodeId, string Widget), JsonElement> HostValues { get; } = host?.Around.HostValues ?? [];

    /// <summary>A node's id in the graph: with those of the nodes around it, <c>12:5</c>.</summary>
    public string IdOf(EditorNode node) => Host is { } host ? $"{host.Id}:{node.Id}" : node.Id;
}

/// <summary>A node that stands for a subgraph.</summary>
/// <param name="Around">Where the node is.</param>
internal sealed record Host(Scope Around, EditorNode Node, EditorSubgraph Subgraph)
{
    public string Id { get; } = Around.IdOf(Node);

    /// <summary>The slot of the node that has an input's name; -1 when it has none.</summary>
    public int SlotOf(string name)
    {
        for (var i = 0; i < Node.Inputs.Count; i++)
        {
            if (Node.Inputs[i].Name == name)
                return i;
        }

        return -1;
    }
}
