using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>The values of a node's widgets by name. In the file they mostly stand by position only.</summary>
internal static class WidgetValues
{
    // The editor writes these for itself.
    private static readonly string[] EditorsOwn = ["control_after_generate", "control_before_generate", "control_filter_list", "upload", "videopreview"];

    /// <param name="definition">Null when the engine does not have the node.</param>
    /// <returns>Null when nobody can tell what belongs to which input.</returns>
    public static IReadOnlyDictionary<string, JsonElement>? Read(EditorNode node, NodeDefinition? definition)
    {
        if (PowerLoras.Read(node) is { } loras)
            return loras;
        if (node.Values.ValueKind is JsonValueKind.Object)
            return Keep(node.Values, definition, keepUnknown: true);
        var values = node.Values.Items().ToList();
        var named = node.NamedValues.Properties().ToList();
        // The names are as old as the values: they fit even where the engine's node has changed since. The values are what the editor reads.
        if (named.Count > 0 && (values.Count == 0 || values.Count == named.Count))
            return Keep(Zip(named, values), definition);
        if (definition is not null)
            return PositionalWidgets.Read(node, definition, values);
        return ByInputs(node, values);
    }

    /// <summary>The first value, by position; null when there is none.</summary>
    public static JsonElement? First(EditorNode node) =>
        node.Values.ValueKind is JsonValueKind.Object
            ? node.Values.Properties().Select(property => (JsonElement?)property.Value).FirstOrDefault()
            : node.Values.Items().Select(value => (JsonElement?)value).FirstOrDefault();

    private static IEnumerable<KeyValuePair<string, JsonElement>> Zip(List<JsonProperty> named, List<JsonElement> values) =>
        named.Select((property, index) => KeyValuePair.Create(property.Name, index < values.Count ? values[index] : property.Value));

    private static Dictionary<string, JsonElement> Keep(JsonElement values, NodeDefinition? definition, bool keepUnknown) =>
        Keep(values.Properties().Select(property => KeyValuePair.Create(property.Name, property.Value)), definition, keepUnknown);

    // Nodes that keep their values by name often have widgets that no catalogue lists, which depend on the value of another one.
    private static Dictionary<string, JsonElement> Keep(
        IEnumerable<KeyValuePair<string, JsonElement>> values, NodeDefinition? definition, bool keepUnknown = false)
    {
        var all = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            all[name] = value;
        var known = definition?.InputsFor(name => all.GetValueOrDefault(name).Text()).SelectMany(input => Names(input, all.Keys)).ToHashSet(StringComparer.Ordinal);
        return all
            .Where(value => known?.Contains(value.Key) is true || ((known is null || keepUnknown) && IsPlain(value.Key, value.Value)))
            .ToDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Names(InputDefinition input, IEnumerable<string> present) =>
        input.Grown.Count == 0 ? [input.Name] : present.Where(name => name.StartsWith($"{input.Name}.", StringComparison.Ordinal));

    private static bool IsPlain(string name, JsonElement value) =>
        !EditorsOwn.Contains(name) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    // Newer files list every widget among the inputs, unless they were made small.
    private static Dictionary<string, JsonElement>? ByInputs(EditorNode node, List<JsonElement> values)
    {
        var names = node.Inputs.Select(input => input.Widget).OfType<string>().ToList();
        var plain = values.Count == names.Count ? values : [.. values.Where(value => !ControlWords.IsOne(value))];
        return plain.Count == names.Count && names.Distinct(StringComparer.Ordinal).Count() == names.Count
            ? names.Zip(plain).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
            : null;
    }
}
