using System.Globalization;
using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>A loader that takes any number of LoRAs, which its page draws and no catalogue lists: objects among the values, sent as <c>lora_1</c>, <c>lora_2</c>, ….</summary>
internal static class PowerLoras
{
    private const string Type = "Power Lora Loader (rgthree)";

    /// <returns>Null for any other node.</returns>
    public static IReadOnlyDictionary<string, JsonElement>? Read(EditorNode node) => node.Type != Type
        ? null
        : node.Values.Items()
            .Where(value => value.Find("lora").ValueKind is not JsonValueKind.Undefined)
            .Select((value, index) => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"lora_{index + 1}"), value))
            .ToDictionary(StringComparer.Ordinal);
}
