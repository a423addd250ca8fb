using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows.Proposals;

/// <summary>The nodes of a graph, those first that others take something from.</summary>
internal static class ExecutionOrder
{
    public static IReadOnlyList<GraphNode> Of(ApiGraph graph)
    {
        var ordered = new List<GraphNode>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
            Add(graph, node, seen, ordered);
        return ordered;
    }

    // By hand and not by recursion: a chain may be as long as a graph.
    private static void Add(ApiGraph graph, GraphNode start, HashSet<string> seen, List<GraphNode> ordered)
    {
        var waiting = new Stack<(GraphNode Node, bool IsReady)>([(start, false)]);
        while (waiting.TryPop(out var next))
        {
            if (next.IsReady)
            {
                ordered.Add(next.Node);
                continue;
            }

            if (!seen.Add(next.Node.Id))
                continue;
            waiting.Push((next.Node, true));
            foreach (var input in next.Node.InputNames.Reverse())
            {
                if (next.Node.FindLink(input) is { } link && graph.FindNode(link.NodeId) is { } source)
                    waiting.Push((source, false));
            }
        }
    }
}
