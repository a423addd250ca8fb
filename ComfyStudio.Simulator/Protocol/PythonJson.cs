using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>JSON that is written already and goes out as it is.</summary>
internal readonly record struct RawJson(string Text);

/// <summary>A JSON object in the order it was filled.</summary>
internal sealed class Fields : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _items = [];

    public int Count => _items.Count;

    public void Add(string name, object? value) => _items.Add(new(name, value));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Writes JSON as Python's json.dumps does: spaces after separators, ASCII only, floats that keep their point.</summary>
internal static class PythonJson
{
    public static string Serialize(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    /// <summary>As Python prints a float: 8.0 rather than 8, 1e-07 rather than 1E-07.</summary>
    public static string Float(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "Infinity" : "-Infinity";
        if (value == Math.Floor(value) && Math.Abs(value) < 1e16)
            return value.ToString("F1", CultureInfo.InvariantCulture);
        return value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case RawJson raw: text.Append(raw.Text); break;
            case string word: WriteString(text, word); break;
            case bool flag: text.Append(flag ? "true" : "false"); break;
            case double number: text.Append(Float(number)); break;
            case float number: text.Append(Float(number)); break;
            case JsonObject node: WriteObject(text, node.Select(p => new KeyValuePair<string, object?>(p.Key, p.Value))); break;
            case JsonArray node: WriteArray(text, node); break;
            case JsonValue node: WriteValue(text, node); break;
            case JsonElement element: Write(text, JsonSerializer.SerializeToNode(element)); break;
            case IEnumerable<KeyValuePair<string, object?>> fields: WriteObject(text, fields); break;
            case IFormattable number when value is int or long or ulong or decimal or System.Numerics.BigInteger:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case IEnumerable items: WriteArray(text, items); break;
            default: throw new NotSupportedException($"No JSON form for {value.GetType()}");
        }
    }

    private static void WriteObject(StringBuilder text, IEnumerable<KeyValuePair<string, object?>> fields)
    {
        text.Append('{');
        var separator = "";
        foreach (var (name, value) in fields)
        {
            text.Append(separator);
            separator = ", ";
            WriteString(text, name);
            text.Append(": ");
            Write(text, value);
        }
        text.Append('}');
    }

    private static void WriteArray(StringBuilder text, IEnumerable items)
    {
        text.Append('[');
        var separator = "";
        foreach (var item in items)
        {
            text.Append(separator);
            separator = ", ";
            Write(text, item);
        }
        text.Append(']');
    }

    private static void WriteValue(StringBuilder text, JsonValue value)
    {
        if (value.TryGetValue<JsonElement>(out var element))
        {
            if (element.ValueKind == JsonValueKind.String)
                WriteString(text, element.GetString()!);
            else
                text.Append(element.GetRawText());
            return;
        }
        if (value.TryGetValue<string>(out var word))
            WriteString(text, word);
        else if (value.TryGetValue<bool>(out var flag))
            Write(text, flag);
        else if (value.TryGetValue<long>(out var whole))
            Write(text, whole);
        else if (value.TryGetValue<decimal>(out var large))
            Write(text, large);
        else
            Write(text, value.GetValue<double>());
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var letter in value)
            WriteLetter(text, letter);
        text.Append('"');
    }

    private static void WriteLetter(StringBuilder text, char letter)
    {
        switch (letter)
        {
            case '"': text.Append("\\\""); break;
            case '\\': text.Append("\\\\"); break;
            case '\n': text.Append("\\n"); break;
            case '\r': text.Append("\\r"); break;
            case '\t': text.Append("\\t"); break;
            case '\b': text.Append("\\b"); break;
            case '\f': text.Append("\\f"); break;
            case < ' ' or > '~': text.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture)); break;
            default: text.Append(letter); break;
        }
    }
}
