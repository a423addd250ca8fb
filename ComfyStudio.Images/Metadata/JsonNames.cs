using System.Globalization;
using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>Reads values from JSON that anybody may have written: numbers as text, text as numbers, members of any kind or none.</summary>
internal static class JsonNames
{
    internal static JsonElement? Parse(string? json)
    {
        using var document = LooseJson.TryParse(json);
        return document?.RootElement.Clone();
    }

    internal static JsonElement? Member(JsonElement root, params ReadOnlySpan<string> names)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var name in names)
        {
            if (root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
                return value;
        }

        return null;
    }

    /// <returns>Null for an empty text, too.</returns>
    internal static string? Text(JsonElement root, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Member(root, name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value && value.ToString() is { } text && !string.IsNullOrWhiteSpace(text))
                return text;
        }

        return null;
    }

    internal static double? Number(JsonElement root, params ReadOnlySpan<string> names) =>
        double.TryParse(Text(root, names), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <returns>Null for −1, too, which stands for "any".</returns>
    internal static ulong? Seed(JsonElement root, params ReadOnlySpan<string> names) =>
        Seeds.Of(Exact(root, names));

    internal static int? Int(JsonElement root, params ReadOnlySpan<string> names) => Exact(root, names) is >= 0 and <= int.MaxValue and var number ? (int)number : null;

    /// <param name="names">Those that the LoRA itself may stand under.</param>
    internal static LoraUse? Lora(JsonElement entry, params ReadOnlySpan<string> names) =>
        Text(entry, names) is { } name ? new LoraUse(name, Number(entry, "weight") ?? 1) : null;

    private static decimal? Exact(JsonElement root, ReadOnlySpan<string> names) =>
        decimal.TryParse(Text(root, names), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
