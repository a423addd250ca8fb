using System.Globalization;
using System.Text.Json.Nodes;

namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>What ComfyUI's editor shows in a fresh widget.</summary>
internal static class InputDefaults
{
    /// <summary>Null when nobody can tell: a socket, or a list of choices that is fetched on demand.</summary>
    public static JsonNode? Of(InputDefinition input) => Declared(input) ?? Implied(input);

    private static JsonNode? Declared(InputDefinition input) => input.Default switch
    {
        string text => text,
        bool flag => flag,
        long or double => Number((IFormattable)input.Default),
        _ => input.DefaultJson is { } json ? Literal(JsonNode.Parse(json)) : null,
    };

    /// <summary>The engine takes a bare list for a link, and unwraps this.</summary>
    public static JsonNode? Literal(JsonNode? value) => value is JsonArray ? new JsonObject { ["__value__"] = value } : value;

    private static JsonNode? Implied(InputDefinition input) => input.WidgetType switch
    {
        "INT" => Number((long)(input.Min ?? 0)),
        "FLOAT" => Number(input.Min ?? 0),
        "STRING" => "",
        "BOOLEAN" => false,
        _ => input.Choices is [var first, ..] ? first : null,
    };

    // From its text, as if it had stood in the document: readable as any type of number.
    private static JsonNode? Number(IFormattable number) => JsonNode.Parse(number.ToString("R", CultureInfo.InvariantCulture));
}
