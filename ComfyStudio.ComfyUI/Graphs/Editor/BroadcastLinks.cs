using System.Globalization;
using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>
/// Links that nodes such as "Anything Everywhere" make when a workflow is queued. Their package notes in <c>extra.ue_links</c> which ones it
/// made last, so they can be drawn here.
/// </summary>
internal static class BroadcastLinks
{
    public static EditorGraph Add(EditorGraph graph, JsonElement workflow)
    {
        var noted = workflow.Find("extra").Find("ue_links").Items().ToList();
        if (noted.Count == 0)
            return graph;
        var links = new Dictionary<string, EditorLink>(graph.Links, StringComparer.Ordinal);
        var nodes = new OrderedDictionary<string, EditorNode>(graph.Nodes, StringComparer.Ordinal);
        foreach (var (link, index) in noted.Select((link, index) => (link, index)))
            Draw(nodes, links, link, string.Create(CultureInfo.InvariantCulture, $"everywhere {index}"));
        // All that they do is drawn now.
        foreach (var node in graph.Nodes.Values.Where(node => VirtualNodes.Find(node.Type) is VirtualKind.Broadcast))
            nodes[node.Id] = node with { Inputs = [.. node.Inputs.Select(input => input with { Link = null })] };
        return new EditorGraph(nodes, links);
    }

    private static void Draw(OrderedDictionary<string, EditorNode> nodes, Dictionary<string, EditorLink> links, JsonElement noted, string id)
    {
        if (noted.Label("downstream") is not { } target || !nodes.TryGetValue(target, out var node)
            || noted.Label("upstream") is not { } origin || !nodes.ContainsKey(origin)
            || noted.Integer("downstream_slot") is not { } slot || noted.Integer("upstream_slot") is not { } originSlot
            || slot < 0 || slot >= node.Inputs.Count || node.Inputs[(int)slot].Link is not null)
            return;
        links[id] = new EditorLink(id, origin, (int)originSlot, target, (int)slot);
        nodes[target] = node with { Inputs = [.. node.Inputs.Select((input, index) => index == slot ? input with { Link = id } : input)] };
    }
}
