using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyStudio.ComfyUI.Wire;

/// <summary>
/// Reads what may be missing, null or of another kind: custom nodes put anything into their outputs, and proxies and forks change shapes.
/// Nothing here throws.
/// </summary>
internal static class JsonElementReading
{
    /// <summary>A property; <see cref="JsonValueKind.Undefined"/> when this is no object or has none of that name.</summary>
    public static JsonElement Find(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>An array's item; <see cref="JsonValueKind.Undefined"/> when this is no array or too short.</summary>
    public static JsonElement At(this JsonElement element, int index) =>
        element.ValueKind is JsonValueKind.Array && index < element.GetArrayLength() ? element[index] : default;

    public static string? Text(this JsonElement element) => element.ValueKind is JsonValueKind.String ? element.GetString() : null;

    public static string? Text(this JsonElement element, string name) => element.Find(name).Text();

    /// <summary>A string or number as text: node ids and choices may come as either.</summary>
    public static string? Label(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    public static string? Label(this JsonElement element, string name) => element.Find(name).Label();

    public static double? Number(this JsonElement element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    /// <summary>A count or size; a fraction is cut off, a value out of range becomes the limit.</summary>
    public static long? Integer(this JsonElement element, string name) => element.Number(name) is { } number ? (long)number : null;

    public static bool Flag(this JsonElement element, string name) => element.Find(name).ValueKind is JsonValueKind.True;

    /// <summary>Milliseconds since 1970 as an instant.</summary>
    public static DateTimeOffset? Instant(this JsonElement element, string name) =>
        element.Number(name) is { } ms and > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds((long)ms) : null;

    /// <summary>The items of an array; none for anything else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind is JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>The properties of an object; none for anything else.</summary>
    public static IEnumerable<JsonProperty> Properties(this JsonElement element) =>
        element.ValueKind is JsonValueKind.Object ? element.EnumerateObject() : [];

    /// <summary>The strings and numbers of an array, as text.</summary>
    public static IReadOnlyList<string> Labels(this JsonElement element) => [.. element.Items().Select(Label).OfType<string>()];

    /// <summary>The same value as a node that can be put into a graph.</summary>
    public static JsonNode? ToNode(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => JsonValue.Create(element),
    };
}
