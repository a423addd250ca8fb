using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows.Proposals;

/// <summary>A graph with what an engine says of its nodes: where values stand, and what feeds what.</summary>
internal sealed class GraphMap
{
    private const int MaxWalk = 12;

    public GraphMap(ApiGraph graph, NodeCatalog catalog)
    {
        Graph = graph;
        Catalog = catalog;
        Nodes = ExecutionOrder.Of(graph);
    }

    public ApiGraph Graph { get; }

    public NodeCatalog Catalog { get; }

    /// <summary>What feeds others first.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>The widgets of a node: what the catalogue lists, or every literal where it does not know the node.</summary>
    public IEnumerable<InputDefinition> WidgetsOf(GraphNode node) =>
        Catalog.Find(node.ClassType)?.InputsFor(node.FindText).Where(input => input.IsWidget)
        ?? node.InputNames.Where(name => node.FindLink(name) is null).Select(name => Guess(name, node.FindValue(name)));

    /// <summary>Type of what an output gives; null when nobody knows.</summary>
    public string? TypeOf(GraphLink link) =>
        Graph.FindNode(link.NodeId) is { } node && Catalog.Find(node.ClassType) is { } definition && link.Slot >= 0 && link.Slot < definition.Outputs.Count
            ? definition.Outputs[link.Slot]
            : null;

    /// <summary>Type of an input; null when nobody knows.</summary>
    public string? TypeOf(GraphNode node, string input) => Catalog.Find(node.ClassType)?.FindInput(input)?.Type;

    /// <summary>
    /// Where the value of an input stands: in the node itself, or, when it is linked, in the one widget of its kind at the other end.
    /// Null when it is computed from more than one.
    /// </summary>
    public ValuePlace? Find(GraphNode node, InputDefinition input)
    {
        var (at, name) = (node, input.Name);
        for (var walk = 0; walk < MaxWalk; walk++)
        {
            if (at.FindLink(name) is not { } link)
                return at.FindValue(name) is JsonValue value ? new ValuePlace(at, name, value, new Asker(node, input)) : null;
            if (Graph.FindNode(link.NodeId) is not { } source || Held(source, input) is not { } only)
                return null;
            (at, name) = (source, only.Name);
        }

        return null;
    }

    // A node with settings of other kinds besides computes what it gives, unless it says that it does not.
    private InputDefinition? Held(GraphNode source, InputDefinition input)
    {
        var widgets = WidgetsOf(source).ToList();
        return widgets.Where(widget => widget.WidgetType == input.WidgetType).ToList() is [var only] && (widgets.Count == 1 || only.Name == input.Name || only.Name is "value" or "seed" or "text")
            ? only
            : null;
    }

    public ValuePlace? Find(GraphNode node, string input) => WidgetsOf(node).FirstOrDefault(widget => widget.Name == input) is { } widget ? Find(node, widget) : null;

    private static InputDefinition Guess(string name, JsonNode? value)
    {
        var type = value?.GetValueKind() switch
        {
            JsonValueKind.Number => value.ToJsonString().AsSpan().ContainsAny(".eE") ? "FLOAT" : "INT",
            JsonValueKind.True or JsonValueKind.False => "BOOLEAN",
            _ => "STRING",
        };
        return new InputDefinition(name, type, IsRequired: true, [], Min: null, Max: null, Step: null, Default: null) { IsWidget = true };
    }
}

/// <summary>A value in a graph that somebody may want to change.</summary>
/// <param name="Node">Where it stands.</param>
/// <param name="Asker">What it is for: the same place, unless that is linked to it.</param>
internal sealed record ValuePlace(GraphNode Node, string Input, JsonValue Value, Asker Asker)
{
    /// <summary>As slots write it: <c>node.input</c>.</summary>
    public string Name => $"{Node.Id}.{Input}";

    public string? Text => Value.TryGetValue(out string? text) ? text : null;
}

internal sealed record Asker(GraphNode Node, InputDefinition Input);
