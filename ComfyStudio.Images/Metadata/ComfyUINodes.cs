using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>The nodes of a graph, whichever of ComfyUI's two formats it is in, with whatever only passes something on taken out of the way.</summary>
internal sealed class ComfyUINodes
{
    // A graph may be made by anybody: no walk is longer than any sensible graph.
    internal const int MaxWalk = 500;

    private readonly Dictionary<string, ComfyUINode> _nodes = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<ComfyUINode> All => _nodes.Values;

    internal void Add(ComfyUINode node) => _nodes[node.Id] = node;

    /// <param name="graph">In the API format, as engines take it.</param>
    internal static ComfyUINodes OfApi(JsonElement graph)
    {
        var nodes = new ComfyUINodes();
        foreach (var entry in graph.EnumerateObject())
        {
            if (entry.Value.ValueKind == JsonValueKind.Object
                && entry.Value.TryGetProperty("inputs", out var inputs) && inputs.ValueKind == JsonValueKind.Object)
            {
                nodes.Add(NodeOf(entry.Name, entry.Value, inputs));
            }
        }

        return nodes;
    }

    internal ComfyUINode? At(ComfyUILink? link) => Find(link)?.Node;

    /// <summary>The node that a link really comes from, and by which of its outputs.</summary>
    internal (ComfyUINode Node, int Slot)? Find(ComfyUILink? link)
    {
        for (var steps = 0; steps < MaxWalk && link is { } target && _nodes.TryGetValue(target.Node, out var node); steps++)
        {
            if (!IsReroute(node))
                return (node, target.Slot);
            link = node.Links.Count > 0 ? node.Links.First().Value : null;
        }

        return null;
    }

    internal ComfyUINode? Linked(ComfyUINode node, string input) => At(node.Link(input));

    /// <summary>Everything a node depends on, the nearest first, without itself.</summary>
    internal IEnumerable<ComfyUINode> Upstream(ComfyUINode from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from.Id };
        var waiting = new Queue<ComfyUINode>([from]);
        while (waiting.TryDequeue(out var node) && seen.Count < MaxWalk)
        {
            foreach (var link in node.Links.Values)
            {
                if (At(link) is { } next && seen.Add(next.Id))
                {
                    yield return next;
                    waiting.Enqueue(next);
                }
            }
        }
    }

    private static bool IsReroute(ComfyUINode node) => node.Is(ComfyUINode.Reroute) && node.Links.Count <= 1;

    private static ComfyUINode NodeOf(string id, JsonElement entry, JsonElement inputs)
    {
        var type = entry.TryGetProperty("class_type", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        var node = new ComfyUINode(id, type);
        foreach (var input in inputs.EnumerateObject())
        {
            if (AsLink(input.Value) is { } link)
                node.Add(input.Name, link);
            else
                node.Add(input.Name, input.Value);
        }

        return node;
    }

    // ["4", 0]: the first output of node 4. Some tools write the number of the node.
    private static ComfyUILink? AsLink(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
        && value[0].ValueKind is JsonValueKind.String or JsonValueKind.Number && value[1].ValueKind == JsonValueKind.Number && value[1].TryGetInt32(out var slot)
            ? new ComfyUILink(value[0].ToString(), slot)
            : null;
}
