using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>One node of an <see cref="ApiGraph"/>. Its inputs are a live view: <see cref="ApiGraph.Set"/> shows here.</summary>
public sealed class GraphNode
{
    private GraphNode(string id, string classType, string? title, JsonObject inputs)
    {
        Id = id;
        ClassType = classType;
        Title = title;
        Inputs = inputs;
    }

    public string Id { get; }

    public string ClassType { get; }

    /// <summary>The name a person gave it in the editor.</summary>
    public string? Title { get; }

    internal JsonObject Inputs { get; }

    public IEnumerable<string> InputNames => Inputs.Select(input => input.Key);

    /// <summary>Where a linked input comes from; null for a literal or unknown input.</summary>
    public GraphLink? FindLink(string input) => GraphLink.TryRead(Inputs[input], out var link) ? link : null;

    /// <summary>A literal string input; null for anything else.</summary>
    public string? FindText(string input) => Inputs[input] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A copy of an input's value, literal or link; null when it is null or not there.</summary>
    public JsonNode? FindValue(string input) => Inputs[input]?.DeepClone();

    public override string ToString() => $"node '{Id}' ({ClassType})";

    internal static GraphNode Read(string id, JsonNode? json)
    {
        if (json is not JsonObject node)
            throw new ApiGraphException($"Node '{id}' must be an object with class_type and inputs.", id);
        if (node["class_type"] is not JsonValue type || !type.TryGetValue(out string? classType) || classType.Length == 0)
            throw new ApiGraphException($"Node '{id}' has no class_type.", id);
        var inputs = ReadInputs(id, node);
        _ = inputs.Count; // Reads the keys, so that a repeated one is found now and not in the middle of some later call.
        return new GraphNode(id, classType, ReadTitle(node), inputs);
    }

    private static string? ReadTitle(JsonObject node) =>
        node["_meta"] is JsonObject meta && meta["title"] is JsonValue title && title.TryGetValue(out string? text) ? text : null;

    private static JsonObject ReadInputs(string id, JsonObject node) => node["inputs"] switch
    {
        JsonObject inputs => inputs,
        null => AddInputs(node),
        var other => throw new ApiGraphException($"The inputs of node '{id}' must be an object, not {other.GetValueKind()}.", id),
    };

    private static JsonObject AddInputs(JsonObject node)
    {
        var inputs = new JsonObject();
        node["inputs"] = inputs;
        return inputs;
    }
}

/// <summary>An input that takes the output of another node.</summary>
/// <param name="Slot">Which output, from 0.</param>
public readonly record struct GraphLink(string NodeId, int Slot)
{
    internal JsonArray ToJson() => new(NodeId, Slot);

    /// <summary>ComfyUI takes every list of two elements for a link; here the second must be a number too.</summary>
    internal static bool TryRead(JsonNode? value, out GraphLink link)
    {
        link = default;
        if (value is not JsonArray { Count: 2 } pair || pair[1]?.GetValueKind() is not JsonValueKind.Number)
            return false;
        if (pair[0] is not JsonValue node || !pair[1]!.AsValue().TryGetValue(out int slot))
            return false;
        link = new GraphLink(node.TryGetValue(out string? id) ? id : node.ToJsonString(), slot);
        return true;
    }
}
