using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows;

/// <summary>
/// Parts of a graph that can never run: an input that only a link can serve has none, or a link goes wrong. An engine leaves out the
/// outputs behind them and runs the others, and so does this.
/// </summary>
internal static class BrokenParts
{
    /// <returns>Null when something is left that can run.</returns>
    public static ImportOutcome.Refused? Drop(ApiGraph graph, NodeCatalog catalog, List<WorkflowNote> notes)
    {
        var all = GraphCheck.Find(graph, catalog);
        var faults = all.Where(fault => fault.Kind is GraphFaultKind.Link).ToList();
        if (faults.Count > 0)
        {
            var sound = SoundOutputs(graph, catalog, faults);
            if (!graph.SaveNodes.Any(node => sound.Contains(node.Id)))
                return ImportOutcome.Refuse(faults.Select(fault => Note(graph, fault)), "This workflow cannot run as it is. See errors for each node.");
            notes.AddRange(faults.Select(fault => Note(graph, fault, "What needs it was left out: ")));
            graph.Prune(sound);
        }

        notes.AddRange(all.Where(fault => fault.Kind is GraphFaultKind.Value && graph.FindNode(fault.NodeId) is not null).Select(fault => Note(graph, fault)));
        return null;
    }

    private static HashSet<string> SoundOutputs(ApiGraph graph, NodeCatalog catalog, List<GraphFault> faults)
    {
        var broken = faults.Select(fault => fault.NodeId).ToHashSet(StringComparer.Ordinal);
        var waiting = new Queue<string>(broken);
        var consumers = graph.Nodes
            .SelectMany(node => node.InputNames.Select(input => (Source: node.FindLink(input)?.NodeId, node.Id)))
            .Where(link => link.Source is not null)
            .ToLookup(link => link.Source!, link => link.Id, StringComparer.Ordinal);
        while (waiting.TryDequeue(out var id))
        {
            foreach (var consumer in consumers[id].Where(broken.Add))
                waiting.Enqueue(consumer);
        }

        return graph.Nodes
            .Where(node => !broken.Contains(node.Id) && (catalog.Find(node.ClassType)?.IsOutput is true || !consumers[node.Id].Any()))
            .Select(node => node.Id)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static WorkflowNote Note(ApiGraph graph, GraphFault fault, string before = "") => WorkflowNote.On(graph.Node(fault.NodeId), before + fault.Message);
}
