using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI.Wire;

/// <summary>Reads GET /object_info.</summary>
internal static class CatalogReader
{
    public static NodeCatalog Read(JsonElement nodes) => new(nodes.Properties()
        .Where(node => node.Value.ValueKind is JsonValueKind.Object)
        .ToDictionary(node => node.Name, node => ReadNode(node.Name, node.Value), StringComparer.Ordinal));

    private static NodeDefinition ReadNode(string name, JsonElement node) => new(
        name,
        node.Text("display_name") ?? name,
        node.Text("category") ?? "",
        node.Flag("output_node"),
        InputReader.ReadAll(node.Find("input"), node.Find("input_order")),
        // Old nodes give a list of choices where a type stands otherwise; the slot must stay counted.
        [.. node.Find("output").Items().Select(output => output.Label() ?? "COMBO")]);
}
