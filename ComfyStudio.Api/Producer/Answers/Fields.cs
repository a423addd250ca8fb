using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ComfyStudio.Api.Producer.Answers;

/// <summary>Reads what may be missing, of another kind, or far too long.</summary>
internal static partial class Fields
{
    private const int MostItems = 200;

    public static string Text(JsonElement from, string name, int longest) =>
        from.ValueKind is JsonValueKind.Object && from.TryGetProperty(name, out var value) ? Text(value, longest) : "";

    public static string Text(JsonElement value, int longest) => value.ValueKind switch
    {
        JsonValueKind.String => Tame(value.GetString()!, longest),
        JsonValueKind.Number => value.GetRawText(),
        _ => "",
    };

    public static IEnumerable<JsonElement> Items(JsonElement from, string name) =>
        from.ValueKind is JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().Take(MostItems) : [];

    public static IEnumerable<JsonProperty> Pairs(JsonElement from, string name) =>
        from.ValueKind is JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value.EnumerateObject().Take(MostItems) : [];

    public static int? Number(JsonElement from, string name) =>
        from.ValueKind is JsonValueKind.Object && from.TryGetProperty(name, out var value)
        && double.TryParse(value.ValueKind is JsonValueKind.String ? value.GetString() : value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number is > 0 and < 3_600_000 ? (int)number : null;

    /// <summary>Words only: what means something to a prompt's reader (draws, weights, loaded files) is not the producer's to say.</summary>
    public static string Tame(string text, int longest)
    {
        var plain = Spaces.Replace(Signs.Replace(text, " "), " ").Trim();
        return plain.Length <= longest ? plain : plain[..longest].TrimEnd();
    }

    [GeneratedRegex(@"<[^<>]{0,100}:[^<>]{0,100}>|[{}<>\[\]|\\]|_{2,}|\p{Cc}")]
    private static partial Regex Signs { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces { get; }
}
