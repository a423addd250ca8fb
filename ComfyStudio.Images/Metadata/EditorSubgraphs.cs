using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>
/// The graph of the editor and the graphs within it: a node whose type is the id of a graph stands for that graph. Where one ends and the
/// other begins are nodes that only pass on.
/// </summary>
internal sealed class EditorSubgraphs
{
    // A graph has its inputs and its outputs from nodes with these numbers.
    private const string WayIn = "-10";
    private const string WayOut = "-20";
    private const string Promoted = "Promoted";

    // Graphs may hold graphs; one that holds itself twice would never end.
    private const int MaxDepth = 6;
    private const int MaxNodes = 5_000;

    private readonly Dictionary<string, JsonElement> _definitions;
    private readonly List<EditorScope> _scopes = [];
    private readonly ComfyUINodes _nodes;
    private readonly HashSet<string> _places = new(StringComparer.Ordinal);
    private int _count;

    private EditorSubgraphs(JsonElement graph, ComfyUINodes nodes)
    {
        _nodes = nodes;
        _definitions = Listed(ComfyUIEditorGraph.Member(graph, "definitions"), "subgraphs")
            .GroupBy(definition => ComfyUIEditorGraph.Text(definition, "id")).ToDictionary(same => same.Key, same => same.First());
    }

    /// <param name="nodes">Gets those between the graphs.</param>
    internal static IReadOnlyList<EditorScope> Open(JsonElement graph, ComfyUINodes nodes)
    {
        var subgraphs = new EditorSubgraphs(graph, nodes);
        subgraphs.Open(graph, new EditorScope(), depth: 0);
        return subgraphs._scopes;
    }

    private void Open(JsonElement graph, EditorScope scope, int depth)
    {
        scope.Entries.AddRange(Listed(graph, "nodes"));
        scope.Places.UnionWith(scope.Entries.Where(IsPlace).Select(entry => ComfyUIEditorGraph.Text(entry, "id")));
        ReadLinks(graph, scope);
        _scopes.Add(scope);
        _count += scope.Entries.Count;
        foreach (var entry in scope.Entries.Where(IsOn))
        {
            if (depth < MaxDepth && _count < MaxNodes && DefinitionOf(entry) is { } definition)
                Enter(entry, definition, scope, depth);
        }

        // They are the graphs that were opened.
        scope.Entries.RemoveAll(entry => IsOn(entry) && DefinitionOf(entry) is not null);
    }

    private bool IsPlace(JsonElement entry) => DefinitionOf(entry) is not null || ComfyUIEditorGraph.ModeOf(entry) == ComfyUIEditorGraph.Bypassed;

    private static bool IsOn(JsonElement entry) => ComfyUIEditorGraph.ModeOf(entry) is not (ComfyUIEditorGraph.Muted or ComfyUIEditorGraph.Bypassed);

    private void Enter(JsonElement instance, JsonElement definition, EditorScope outer, int depth)
    {
        var id = ComfyUIEditorGraph.Text(instance, "id");
        var inner = new EditorScope { Prefix = $"{outer.Prefix}{id}:" };
        var values = PromotedValues(instance, inner);
        var slot = 0;
        inner.Places.Add(WayIn);
        foreach (var input in Listed(definition, "inputs"))
        {
            var name = ComfyUIEditorGraph.Text(input, "name");
            var outside = ComfyUIEditorGraph.Inputs(instance).FirstOrDefault(each => ComfyUIEditorGraph.Text(each, "name") == name);
            var place = inner.OutputOf(WayIn, slot++);

            // What is set on the outside counts; without it, what the nodes inside have themselves.
            if (ComfyUIEditorGraph.LinkOf(outside, outer.Links) is { } link)
                Place(place, ComfyUINode.Reroute).Add("", link);
            else if (values.TryGetValue(name, out var value))
                Place(place, Promoted).Add("value", value);
        }

        Open(definition, inner, depth + 1);
        foreach (var (target, source) in inner.Outputs)
            Place(outer.OutputOf(id, target), ComfyUINode.Reroute).Add("", source);
    }

    private ComfyUINode Place(ComfyUILink place, string type)
    {
        var node = new ComfyUINode(place.Node, type);
        _nodes.Add(node);
        _places.Add(place.Node);
        return node;
    }

    /// <summary>The values that stand on the outside, by input; those of a node inside without an input are told to the graph.</summary>
    private static Dictionary<string, JsonElement> PromotedValues(JsonElement instance, EditorScope inner)
    {
        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var values = Listed(instance, "widgets_values", JsonValueKind.Undefined).ToList();
        var proxies = Listed(ComfyUIEditorGraph.Member(instance, "properties"), "proxyWidgets", JsonValueKind.Array).Where(proxy => proxy.GetArrayLength() >= 2).ToList();
        var names = proxies.Count > 0
            ? proxies.Select(proxy => (Node: proxy[0].ToString(), Name: proxy[1].ToString()))
            : ComfyUIEditorGraph.Inputs(instance).Where(input => input.TryGetProperty("widget", out _)).Select(input => (Node: "-1", Name: ComfyUIEditorGraph.Text(input, "name")));
        foreach (var ((node, name), value) in names.Zip(values).Where(each => each.Second.ValueKind != JsonValueKind.Null))
        {
            if (node == "-1")
                found[name] = value;
            else
                inner.Promoted.Add((node, name, value));
        }

        return found;
    }

    private JsonElement? DefinitionOf(JsonElement entry) => _definitions.TryGetValue(ComfyUIEditorGraph.Text(entry, "type"), out var definition) ? definition : null;

    // [link, from node, from slot, to node, to slot, type], in newer files an object.
    private void ReadLinks(JsonElement graph, EditorScope scope)
    {
        foreach (var link in Listed(graph, "links", JsonValueKind.Undefined))
        {
            var isList = link.ValueKind == JsonValueKind.Array && link.GetArrayLength() >= 5;
            JsonElement Part(int place, string name) => isList ? link[place] : ComfyUIEditorGraph.Member(link, name);
            if (ComfyUIEditorGraph.Whole(Part(0, "id")) is not { } id || ComfyUIEditorGraph.Whole(Part(2, "origin_slot")) is not { } slot)
                continue;
            var source = scope.OutputOf(Part(1, "origin_id").ToString(), (int)slot);
            if (Part(3, "target_id").ToString() == WayOut && ComfyUIEditorGraph.Whole(Part(4, "target_slot")) is { } target)
                scope.Outputs[(int)target] = source;
            else if (Part(1, "origin_id").ToString() != WayIn || _places.Contains(source.Node))
                scope.Links[id] = source;
        }
    }

    internal static IEnumerable<JsonElement> Listed(JsonElement parent, string name, JsonValueKind kind = JsonValueKind.Object) =>
        ComfyUIEditorGraph.Member(parent, name) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(each => kind == JsonValueKind.Undefined || each.ValueKind == kind)
            : [];
}

/// <summary>One graph of the editor, where it stands.</summary>
internal sealed class EditorScope
{
    /// <summary>Before the ids of its nodes, that those of two graphs differ.</summary>
    internal string Prefix { get; init; } = "";

    internal List<JsonElement> Entries { get; } = [];
    internal Dictionary<long, ComfyUILink> Links { get; } = [];

    /// <summary>What comes out of it, by slot.</summary>
    internal Dictionary<int, ComfyUILink> Outputs { get; } = [];

    /// <summary>Nodes that stand for something else: each of their slots is one of its own.</summary>
    internal HashSet<string> Places { get; } = new(StringComparer.Ordinal);

    internal List<(string Node, string Name, JsonElement Value)> Promoted { get; } = [];

    internal ComfyUILink OutputOf(string id, int slot) => Places.Contains(id) ? new($"{Prefix}{id}#{slot}", 0) : new(Prefix + id, slot);

    internal IEnumerable<(string Name, JsonElement Value)> ValuesFor(string id) => Promoted.Where(each => each.Node == id).Select(each => (each.Name, each.Value));
}
