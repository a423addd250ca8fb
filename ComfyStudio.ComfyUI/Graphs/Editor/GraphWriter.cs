using System.Text.Json.Nodes;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>Writes every node that an engine is to run, with its values and where its links really come from.</summary>
internal sealed class GraphWriter(NodeCatalog catalog, LinkResolver links, ConversionLog log)
{
    private const string AllOff =
        "Everything in it that an engine could run is switched off: muted or bypassed. Switch on the part that is to run in ComfyUI, then export it again.";

    private static readonly string[] Showing = ["show", "display", "compar", "preview", "debug"];
    private static readonly string[] Saving = ["save", "write", "export", "combine", "upload"];

    private readonly JsonObject _graph = [];
    private readonly List<Spot> _missing = [];

    public ApiGraph Write(Scope root)
    {
        var waiting = new Stack<Scope>([root]);
        while (waiting.TryPop(out var scope))
        {
            foreach (var node in scope.Graph.Nodes.Values)
                WriteNode(scope, node);
            foreach (var inside in scope.Inside.Values.Reverse())
                waiting.Push(inside);
        }

        // Where one cannot be read, all that are to be installed are told.
        if (log.HasProblems)
            _missing.ForEach(spot => log.Missing(spot.Id, spot.Node));
        if (_graph.Count == 0 && !log.HasProblems)
            log.Problem(log.Notes.Any(note => note.IsSwitchedOff) ? AllOff : "It has no node that an engine could run.");
        return ApiGraph.Take(_graph);
    }

    private void WriteNode(Scope scope, EditorNode node)
    {
        var id = scope.IdOf(node);
        if (node.IsLeftOut)
            log.SwitchedOff(id, node);
        else if (VirtualNodes.Find(node.Type) is { } kind)
            LeaveOut(id, node, kind);
        else if (!scope.Inside.ContainsKey(node.Id))
            WriteReal(scope, node, id);
    }

    private void LeaveOut(string id, EditorNode node, VirtualKind kind)
    {
        if (kind is VirtualKind.Cosmetic)
            log.Note(id, node, "Left out: it is for people only.");
        if (kind is VirtualKind.Broadcast && node.Inputs.Any(input => input.Link is not null))
            log.Problem(id, node, "It makes links that are not in the file. Have them made real in ComfyUI, then export again.");
    }

    private void WriteReal(Scope scope, EditorNode node, string id)
    {
        var definition = catalog.Find(node.Type);
        if (definition is null && Unusable(node) is { } reason)
        {
            log.Problem(id, node, reason);
            return;
        }

        if (definition is null && IsLoose(scope, node))
        {
            log.Note(id, node, "Left out: the engine does not have it, and it is linked to nothing.");
            return;
        }

        if (definition is null && OnlyShows(scope, node))
        {
            log.Note(id, node, "Left out: the engine does not have it, and it only shows something in ComfyUI's page.");
            return;
        }

        if (WidgetValues.Read(node, definition) is not { } values)
        {
            log.Missing(id, node);
            return;
        }

        if (definition is null)
            _missing.Add(new Spot(scope, node, id));

        var inputs = new NodeInputs(new Spot(scope, node, id), definition, links, log);
        inputs.AddValues(values);
        inputs.AddLinks();
        _graph[id] = new JsonObject
        {
            ["inputs"] = inputs.Json,
            ["class_type"] = node.Type,
            ["_meta"] = new JsonObject { ["title"] = string.IsNullOrEmpty(node.Title) ? definition?.DisplayName ?? node.Type : node.Title },
        };
    }

    private static string? Unusable(EditorNode node)
    {
        if (GroupNodes.IsOne(node.Type))
            return "It is a group node of an older ComfyUI, and the nodes inside are not in the file. Ungroup it there, then export again.";
        return Guid.TryParse(node.Type, out _) ? "It stands for a subgraph that is not in the file." : null;
    }

    private static bool IsLoose(Scope scope, EditorNode node) => node.Inputs.All(input => input.Link is null) && !IsUsed(scope, node);

    // Of packages that are not there, no more than the name tells. Whatever saves something is needed.
    private static bool OnlyShows(Scope scope, EditorNode node) =>
        !IsUsed(scope, node)
        && Showing.Any(word => node.Type.Contains(word, StringComparison.OrdinalIgnoreCase))
        && !Saving.Any(word => node.Type.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsUsed(Scope scope, EditorNode node) => scope.Graph.Links.Values.Any(link => link.OriginId == node.Id);
}

/// <param name="Id">In the graph.</param>
internal readonly record struct Spot(Scope Scope, EditorNode Node, string Id);
