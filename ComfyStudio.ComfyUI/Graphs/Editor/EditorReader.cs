using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>Reads a workflow file of any version so far: links as lists (0.4) and as objects (1.0).</summary>
internal static class EditorReader
{
    private const string DefaultInputNode = "-10";
    private const string DefaultOutputNode = "-20";

    // Definitions may hold definitions; a file that nests them deeper than this was not made by an editor.
    private const int MaxDepth = 16;

    public static EditorDocument Read(JsonElement workflow, ConversionLog log)
    {
        var subgraphs = new Dictionary<string, EditorSubgraph>(StringComparer.Ordinal);
        ReadSubgraphs(workflow, subgraphs, log, depth: 0);
        return new EditorDocument(BroadcastLinks.Add(ReadGraph(workflow, log), workflow), subgraphs, ReadGroups(workflow));
    }

    private static GroupNodes ReadGroups(JsonElement workflow) => new(workflow.Find("extra").Find("groupNodes").Properties()
        .DistinctBy(group => group.Name)
        .ToDictionary(group => group.Name, group => ReadGroup(group.Value), StringComparer.Ordinal));

    // Nodes have no ids of their own there: links and settings name their places. Links: [origin, slot, target, slot, …]
    private static GroupDefinition ReadGroup(JsonElement group) => new(
        [.. group.Find("nodes").Items().Select((node, index) => ReadNode(node, $"{index}")).OfType<EditorNode>()],
        [.. group.Find("links").Items().Select((link, index) => MakeLink($"{index}", link.At(0), link.At(1), link.At(2), link.At(3))).OfType<EditorLink>()],
        group.Find("external").Items().Select(output => (output.At(0).Label() ?? "", int.TryParse(output.At(1).Label(), out var slot) ? slot : -1)).ToHashSet(),
        group.Find("config"));

    private static void ReadSubgraphs(JsonElement owner, Dictionary<string, EditorSubgraph> subgraphs, ConversionLog log, int depth)
    {
        if (depth > MaxDepth)
            log.Problem("Its subgraph definitions are nested too deeply.");
        else
        {
            foreach (var definition in owner.Find("definitions").Find("subgraphs").Items())
            {
                if (ReadSubgraph(definition, log) is not { } subgraph)
                    log.Problem("It has a subgraph without an id.");
                else
                    subgraphs.TryAdd(subgraph.Id, subgraph);
                ReadSubgraphs(definition, subgraphs, log, depth + 1);
            }
        }
    }

    private static EditorSubgraph? ReadSubgraph(JsonElement definition, ConversionLog log)
    {
        if (definition.Label("id") is not { } id)
            return null;
        var graph = ReadGraph(definition, log);
        var outputNode = definition.Find("outputNode").Label("id") ?? DefaultOutputNode;
        return new EditorSubgraph(
            id,
            definition.Text("name") ?? id,
            graph,
            definition.Find("inputNode").Label("id") ?? DefaultInputNode,
            [.. definition.Find("inputs").Items().Select(slot => slot.Text("name") ?? "")],
            [.. definition.Find("outputs").Items().Select((slot, index) => LinkOut(slot, index, graph, outputNode))]);
    }

    private static EditorLink? LinkOut(JsonElement slot, int index, EditorGraph graph, string outputNode) =>
        slot.Find("linkIds").Labels().Select(id => graph.Links.GetValueOrDefault(id)).FirstOrDefault(link => link is not null)
        ?? graph.Links.Values.FirstOrDefault(link => link.TargetId == outputNode && link.TargetSlot == index);

    private static EditorGraph ReadGraph(JsonElement graph, ConversionLog log)
    {
        var nodes = new OrderedDictionary<string, EditorNode>(StringComparer.Ordinal);
        foreach (var json in graph.Find("nodes").Items())
        {
            if (ReadNode(json) is not { } node)
                log.Problem("It has a node without an id or a type.");
            else if (!nodes.TryAdd(node.Id, node))
                log.Problem(node.Id, node, "Two nodes have this id.");
        }

        return new EditorGraph(nodes, ReadLinks(graph.Find("links")));
    }

    private static EditorNode? ReadNode(JsonElement node) => ReadNode(node, node.Label("id"));

    private static EditorNode? ReadNode(JsonElement node, string? id) =>
        id is not null && node.Text("type") is { Length: > 0 } type
            ? new EditorNode(
                id,
                type,
                node.Text("title"),
                (NodeMode)(node.Integer("mode") ?? 0),
                [.. node.Find("inputs").Items().Select(ReadInput)],
                [.. node.Find("outputs").Items().Select(ReadType)],
                node.Find("widgets_values"),
                node.Find("widgets_values_named"),
                node.Find("properties"))
            : null;

    private static EditorInput ReadInput(JsonElement input) =>
        new(input.Text("name") ?? "", ReadType(input), input.Label("link"), input.Find("widget").Text("name"));

    // Litegraph writes 0 and -1 for "any"; a list of choices is a combo.
    private static string ReadType(JsonElement slot) => slot.Find("type") switch
    {
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } type => type,
        { ValueKind: JsonValueKind.Array } => "COMBO",
        _ => "*",
    };

    private static Dictionary<string, EditorLink> ReadLinks(JsonElement links) =>
        links.Items().Concat(links.Properties().Select(link => link.Value))
            .Select(link => link.ValueKind is JsonValueKind.Array ? ReadListed(link) : ReadObject(link))
            .OfType<EditorLink>()
            .DistinctBy(link => link.Id)
            .ToDictionary(link => link.Id, StringComparer.Ordinal);

    // [id, origin, origin slot, target, target slot, type]
    private static EditorLink? ReadListed(JsonElement link) =>
        MakeLink(link.At(0).Label(), link.At(1), link.At(2), link.At(3), link.At(4));

    private static EditorLink? ReadObject(JsonElement link) =>
        MakeLink(link.Find("id").Label(), link.Find("origin_id"), link.Find("origin_slot"), link.Find("target_id"), link.Find("target_slot"));

    private static EditorLink? MakeLink(string? id, JsonElement origin, JsonElement originSlot, JsonElement target, JsonElement targetSlot) =>
        id is not null && origin.Label() is { } from && int.TryParse(originSlot.Label(), out var fromSlot)
            ? new EditorLink(id, from, fromSlot, target.Label() ?? "", int.TryParse(targetSlot.Label(), out var toSlot) ? toSlot : -1)
            : null;
}
