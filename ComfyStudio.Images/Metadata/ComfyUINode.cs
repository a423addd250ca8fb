using System.Globalization;
using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>One node of a graph: what it is, the values it was given, and where the others come from.</summary>
internal sealed class ComfyUINode(string id, string type)
{
    /// <summary>A node that only passes on what it gets.</summary>
    internal const string Reroute = "Reroute";

    private readonly Dictionary<string, ComfyUILink> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);

    internal string Id { get; } = id;

    internal string Type { get; } = type;

    /// <summary>In the order in which the graph has them.</summary>
    internal IReadOnlyDictionary<string, ComfyUILink> Links => _links;

    internal IReadOnlyDictionary<string, JsonElement> Values => _values;

    internal void Add(string input, ComfyUILink link) => _links.TryAdd(input, link);

    /// <summary>What comes from another node counts, whatever was typed before it did.</summary>
    internal void Add(string input, JsonElement value)
    {
        // Loaders with pictures beside the names give both.
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String)
            value = content;
        if (!_links.ContainsKey(input))
            _values.TryAdd(input, value);
    }

    internal bool Is(string part) => Type.Contains(part, StringComparison.OrdinalIgnoreCase);

    internal bool Has(string input) => _links.ContainsKey(input) || _values.ContainsKey(input);

    internal ComfyUILink? Link(string input) => _links.TryGetValue(input, out var link) ? link : null;

    internal string? Text(string input) =>
        _values.TryGetValue(input, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;

    /// <summary>Also of a number that was written as text.</summary>
    internal decimal? Number(string input) => _values.TryGetValue(input, out var value) ? NumberOf(value) : null;

    internal static decimal? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}

/// <summary>An output of another node.</summary>
internal readonly record struct ComfyUILink(string Node, int Slot);
