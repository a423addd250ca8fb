namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>Unfolds subgraphs into scopes.</summary>
internal sealed class Flattening(EditorDocument document, GroupExpansion groups, ConversionLog log)
{
    internal const int MaxNodes = 10_000;
    private const int MaxDepth = 32;

    public Scope Flatten()
    {
        var root = new Scope(document.Root, host: null);
        var count = document.Root.Nodes.Count;
        var waiting = new Queue<Scope>([root]);
        while (waiting.TryDequeue(out var scope) && !log.HasProblems)
        {
            foreach (var node in scope.Graph.Nodes.Values)
            {
                if (node.IsLeftOut || FindInside(scope, node) is not { } subgraph)
                    continue;
                if (Enter(scope, node, subgraph) is not { } inside)
                    break;
                waiting.Enqueue(inside);
                count += subgraph.Graph.Nodes.Count;
            }

            // A few definitions that hold each other many times over become millions of nodes.
            if (count > MaxNodes)
                log.Problem($"It has more than {MaxNodes} nodes.");
        }

        return root;
    }

    private EditorSubgraph? FindInside(Scope scope, EditorNode node) =>
        document.Subgraphs.GetValueOrDefault(node.Type)
        ?? (document.Groups.Find(node.Type) is { } group ? groups.Expand(group, node, scope.IdOf(node)) : null);

    private Scope? Enter(Scope scope, EditorNode node, EditorSubgraph subgraph)
    {
        var depth = 0;
        for (var around = scope.Host; around is not null; around = around.Around.Host)
        {
            if (around.Node.Type == node.Type || ++depth > MaxDepth)
            {
                log.Problem(scope.IdOf(node), node, $"The subgraph '{subgraph.Name}' contains itself.");
                return null;
            }
        }

        var inside = new Scope(subgraph.Graph, new Host(scope, node, subgraph));
        scope.Inside[node.Id] = inside;
        if (!subgraph.KeepsValuesInside)
            PromotedWidgets.Apply(inside.Host!, inside.HostValues);
        return inside;
    }
}
