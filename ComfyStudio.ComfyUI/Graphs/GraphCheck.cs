namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>Finds what an engine with this catalogue would refuse, before anybody waits for it.</summary>
public static class GraphCheck
{
    /// <summary>All faults, in the order of the document. Model names may differ in <c>\</c> and <c>/</c>, see <see cref="ModelReference"/>.</summary>
    public static IReadOnlyList<GraphFault> Find(ApiGraph graph, NodeCatalog catalog) =>
        [.. graph.Nodes.SelectMany(node => InNode(graph, node, catalog)), .. GraphCycle.Find(graph)];

    private static IEnumerable<GraphFault> InNode(ApiGraph graph, GraphNode node, NodeCatalog catalog)
    {
        foreach (var fault in BrokenLinks(graph, node))
            yield return fault;
        if (catalog.Find(node.ClassType) is not { } definition)
        {
            yield return new GraphFault(node.Id, node.ClassType, null, $"The engine does not have the node {node.ClassType}.") { Kind = GraphFaultKind.MissingNode };
            yield break;
        }

        foreach (var input in definition.InputsFor(node.FindText))
        {
            if (InputCheck.Find(graph, node, input, catalog) is { } message)
                yield return new GraphFault(node.Id, node.ClassType, input.Name, message) { Kind = IsValue(node, input) ? GraphFaultKind.Value : GraphFaultKind.Link };
        }
    }

    private static bool IsValue(GraphNode node, InputDefinition input) => input.IsWidget && node.FindLink(input.Name) is null;

    private static IEnumerable<GraphFault> BrokenLinks(ApiGraph graph, GraphNode node) =>
        from input in node.InputNames
        let link = node.FindLink(input)
        where link is not null && graph.FindNode(link.Value.NodeId) is null
        select new GraphFault(node.Id, node.ClassType, input, $"'{input}' comes from node '{link.Value.NodeId}', which is not in the graph.");
}

/// <param name="Input">Null when the node as a whole is meant.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record GraphFault(string NodeId, string ClassType, string? Input, string Message)
{
    public GraphFaultKind Kind { get; init; } = GraphFaultKind.Link;
}

public enum GraphFaultKind
{
    /// <summary>A link is missing, leads nowhere or gives the wrong thing: no other value mends that.</summary>
    Link,

    /// <summary>A value is missing or does not fit; a model that the engine lacks, for example.</summary>
    Value,

    /// <summary>The engine does not have the node.</summary>
    MissingNode,
}
