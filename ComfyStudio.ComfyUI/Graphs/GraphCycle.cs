namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>Nodes that wait for each other.</summary>
internal static class GraphCycle
{
    /// <returns>One fault: the first node found that needs its own result; none when there is no such node.</returns>
    public static IEnumerable<GraphFault> Find(ApiGraph graph)
    {
        // Takes away, again and again, what waits for nothing; whatever stays is in a cycle or behind one.
        var waitsFor = graph.Nodes.ToDictionary(node => node.Id, node => Sources(graph, node), StringComparer.Ordinal);
        var free = new Queue<string>(waitsFor.Where(node => node.Value.Count == 0).Select(node => node.Key));
        var consumers = waitsFor.SelectMany(node => node.Value, (node, source) => (source, node.Key)).ToLookup(pair => pair.source, pair => pair.Key, StringComparer.Ordinal);
        while (free.TryDequeue(out var id))
        {
            waitsFor.Remove(id);
            foreach (var consumer in consumers[id])
            {
                if (waitsFor[consumer].Remove(id) && waitsFor[consumer].Count == 0)
                    free.Enqueue(consumer);
            }
        }

        return waitsFor.Count == 0 ? [] : [Fault(graph, waitsFor)];
    }

    private static HashSet<string> Sources(ApiGraph graph, GraphNode node) => node.InputNames
        .Select(input => node.FindLink(input)?.NodeId)
        .OfType<string>()
        .Where(id => graph.FindNode(id) is not null)
        .ToHashSet(StringComparer.Ordinal);

    private static GraphFault Fault(ApiGraph graph, Dictionary<string, HashSet<string>> waitsFor)
    {
        // Going upstream from a node behind a cycle ends in the cycle.
        var id = waitsFor.Keys.First();
        for (var seen = new HashSet<string>(StringComparer.Ordinal); seen.Add(id);)
            id = waitsFor[id].First();
        return new GraphFault(id, graph.Node(id).ClassType, null, $"Node '{id}' needs its own result: its links run in a circle.");
    }
}
