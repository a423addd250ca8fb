using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows;

/// <summary>Takes from a graph what an engine is to be told, and nothing that an earlier run or another program has added.</summary>
internal static class PlainGraph
{
    private static readonly string[] Kept = ["inputs", "class_type", "_meta"];

    /// <exception cref="ApiGraphException">It is not what the API format asks for.</exception>
    public static ApiGraph Read(JsonElement json, List<WorkflowNote> notes)
    {
        var plain = new JsonObject();
        foreach (var node in json.EnumerateObject())
        {
            if (node.Value.ValueKind is not JsonValueKind.Object)
                notes.Add(new WorkflowNote(node.Name, null, null, "Left out: it is no node."));
            else if (!plain.TryAdd(node.Name, new JsonObject(node.Value.EnumerateObject().Where(part => Kept.Contains(part.Name)).DistinctBy(part => part.Name).Select(Copy))))
                throw new ApiGraphException($"Two nodes have the id '{node.Name}'.", node.Name);
        }

        return ApiGraph.Parse(plain.ToJsonString());
    }

    private static KeyValuePair<string, JsonNode?> Copy(JsonProperty part) => new(part.Name, JsonNode.Parse(part.Value.GetRawText()));
}
