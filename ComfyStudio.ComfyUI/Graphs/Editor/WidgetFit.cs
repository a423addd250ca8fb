using System.Globalization;
using System.Text.Json;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>Tells values that cannot belong to a widget: they stand where the file was made for another version of the node.</summary>
internal static class WidgetFit
{
    public static bool Fits(JsonElement value, InputDefinition input) => input.WidgetType switch
    {
        _ when value.ValueKind is JsonValueKind.Null => true,
        "INT" or "FLOAT" => value.ValueKind is JsonValueKind.Number || IsNumber(value),
        "BOOLEAN" => value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number,
        "STRING" => value.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False),
        "COMBO" => FitsChoices(value, input),
        _ => true,
    };

    // A text may be the name of a model that is not here. Anything else must be a choice.
    private static bool FitsChoices(JsonElement value, InputDefinition input) => value.ValueKind switch
    {
        JsonValueKind.String or JsonValueKind.Array => true,
        JsonValueKind.Object => false,
        _ => input.Choices.Count == 0 || input.Choices.Contains(value.GetRawText(), StringComparer.OrdinalIgnoreCase),
    };

    private static bool IsNumber(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
