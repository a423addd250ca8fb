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
        [.. ReadInputs(node, "required"), .. ReadInputs(node, "optional")],
        // Old nodes give a list of choices where a type stands otherwise; the slot must stay counted.
        [.. node.Find("output").Items().Select(output => output.Label() ?? "COMBO")]);

    // Hidden inputs are the engine's own business.
    private static IEnumerable<InputDefinition> ReadInputs(JsonElement node, string group) =>
        node.Find("input").Find(group).Properties().Select(input => ReadInput(input, isRequired: group == "required"));

    private static InputDefinition ReadInput(JsonProperty input, bool isRequired)
    {
        var type = input.Value.At(0);
        var options = input.Value.At(1);
        // The old spelling has the choices in place of the type, the new one says COMBO and has them in the options.
        var choices = type.ValueKind is JsonValueKind.Array ? type : options.Find("options");
        return new InputDefinition(
            input.Name,
            type.ValueKind is JsonValueKind.Array ? "COMBO" : type.Text() ?? input.Value.Text() ?? "*",
            isRequired,
            choices.Labels(),
            options.Number("min"),
            options.Number("max"),
            options.Number("step"),
            ReadDefault(options.Find("default")));
    }

    private static object? ReadDefault(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var integer) ? (object)integer : value.GetDouble(),
        _ => null,
    };
}
