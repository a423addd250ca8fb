using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator.Execution;

/// <summary>int(), float(), str(), bool() and repr() of Python, with the messages of their exceptions.</summary>
internal static class PythonValues
{
    /// <summary>The value as the input's type wants it; the message of the exception when Python would raise one.</summary>
    public static (JsonNode? Value, string? Error) Convert(JsonNode? value, string type) => type switch
    {
        "INT" => ToInt(value),
        "FLOAT" => ToFloat(value),
        "STRING" => (JsonValue.Create(Text(value)), null),
        "BOOLEAN" => (JsonValue.Create(IsTrue(value)), null),
        _ => (value, null),
    };

    /// <summary>str(): what an f-string shows.</summary>
    public static string Text(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "None",
        JsonValueKind.String => (string)value!,
        _ => Repr(value),
    };

    public static string Repr(JsonNode? value) => value switch
    {
        null => "None",
        JsonArray items => $"[{string.Join(", ", items.Select(Repr))}]",
        JsonObject fields => $"{{{string.Join(", ", fields.Select(field => $"'{field.Key}': {Repr(field.Value)}"))}}}",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => Quote((string)value!),
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            JsonValueKind.Null => "None",
            _ => PythonJson.Serialize(value),
        },
    };

    public static decimal? Number(JsonNode? value) =>
        value is not null && value.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(PythonJson.Serialize(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string Quote(string text) =>
        text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal)
            ? $"\"{text}\""
            : $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static (JsonNode? Value, string? Error) ToInt(JsonNode? value)
    {
        switch (value?.GetValueKind())
        {
            case JsonValueKind.Number when BigInteger.TryParse(PythonJson.Serialize(value), CultureInfo.InvariantCulture, out _):
                return (value, null);
            case JsonValueKind.Number when Number(value) is { } number:
                return (JsonValue.Create(decimal.Truncate(number)), null);
            case JsonValueKind.True or JsonValueKind.False:
                return (JsonValue.Create(value.GetValueKind() == JsonValueKind.True ? 1 : 0), null);
            case JsonValueKind.String when decimal.TryParse(((string)value!).Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole):
                return (JsonValue.Create(whole), null);
            case JsonValueKind.String:
                return (null, $"invalid literal for int() with base 10: {Repr(value)}");
            default:
                return (null, $"int() argument must be a string, a bytes-like object or a real number, not '{TypeName(value)}'");
        }
    }

    private static (JsonNode? Value, string? Error) ToFloat(JsonNode? value)
    {
        switch (value?.GetValueKind())
        {
            case JsonValueKind.Number:
                return (JsonNode.Parse(PythonJson.Float(double.Parse(PythonJson.Serialize(value), CultureInfo.InvariantCulture))), null);
            case JsonValueKind.True or JsonValueKind.False:
                return (JsonNode.Parse(value.GetValueKind() == JsonValueKind.True ? "1.0" : "0.0"), null);
            case JsonValueKind.String when double.TryParse(((string)value!).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number):
                return (JsonNode.Parse(PythonJson.Float(number)), null);
            case JsonValueKind.String:
                return (null, $"could not convert string to float: {Repr(value)}");
            default:
                return (null, $"float() argument must be a string or a real number, not '{TypeName(value)}'");
        }
    }

    private static bool IsTrue(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.String => ((string)value!).Length > 0,
        JsonValueKind.Number => Number(value) != 0,
        JsonValueKind.Object => ((JsonObject)value).Count > 0,
        _ => true,
    };

    private static string TypeName(JsonNode? value) => value switch
    {
        null => "NoneType",
        JsonObject => "dict",
        JsonArray => "list",
        _ => "str",
    };
}
