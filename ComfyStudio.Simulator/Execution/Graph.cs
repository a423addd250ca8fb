using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator.Execution;

internal readonly record struct Link(string NodeId, int Slot);

internal sealed record GraphNode(string Id, string ClassType, JsonObject Inputs);

/// <summary>A prompt in API format: nodes by id, in the order they were sent.</summary>
internal sealed class Graph(JsonObject nodes)
{
    public IEnumerable<string> NodeIds => nodes.Select(node => node.Key);

    public bool Contains(string id) => nodes.ContainsKey(id);

    public GraphNode Node(string id)
    {
        var node = (JsonObject)nodes[id]!;
        return new GraphNode(id, (string)node["class_type"]!, (JsonObject)node["inputs"]!);
    }

    public JsonObject? RawNode(string id) => nodes[id] as JsonObject;

    public string ToJson() => PythonJson.Serialize(nodes);

    public Graph Copy() => new((JsonObject)nodes.DeepClone());

    /// <summary>ComfyUI writes what a node says about its own freshness beside its inputs, and from there into the picture's metadata.</summary>
    public void SetFreshness(string id, string fingerprint) => ((JsonObject)nodes[id]!)["is_changed"] = new JsonArray(fingerprint);

    /// <summary>A list of two, first a text and then a number, is always a link.</summary>
    public static bool IsLink(JsonNode? value, out Link link)
    {
        link = default;
        if (value is not JsonArray { Count: 2 } pair || pair[0]?.GetValueKind() != JsonValueKind.String)
            return false;
        if (pair[1] is not JsonValue slot || slot.GetValueKind() != JsonValueKind.Number || !slot.TryGetValue<double>(out var number))
            return false;
        link = new Link((string)pair[0]!, (int)number);
        return true;
    }

    public IEnumerable<Link> LinksOf(string id)
    {
        foreach (var (_, value) in Node(id).Inputs)
            if (IsLink(value, out var link) && Contains(link.NodeId))
                yield return link;
    }
}
