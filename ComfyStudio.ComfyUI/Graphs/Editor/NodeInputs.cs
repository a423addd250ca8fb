using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>The inputs of one node as an engine takes them.</summary>
internal sealed class NodeInputs(Spot at, NodeDefinition? definition, LinkResolver links, ConversionLog log)
{
    private Dictionary<string, InputDefinition>? _known;

    public JsonObject Json { get; } = [];

    public void AddValues(IReadOnlyDictionary<string, JsonElement> values)
    {
        foreach (var (name, value) in values)
        {
            var isSetOutside = at.Scope.HostValues.TryGetValue((at.Id, name), out var outer);
            var set = isSetOutside ? outer : value;
            if (set.ValueKind is not JsonValueKind.Null)
                Set(name, set);
            if (isSetOutside)
                log.Share(new Origin.Value(outer, $"{at.Id} {name}", Title: null), at.Id, name);
        }

        _known = definition?.InputsFor(name => (Json[name] as JsonValue)?.TryGetValue(out string? text) is true ? text : null)
            .DistinctBy(input => input.Name).ToDictionary(input => input.Name, StringComparer.Ordinal);
        foreach (var input in _known?.Values.Where(input => input.IsWidget) ?? [])
            FillOrCheck(input, values);
    }

    public void AddLinks()
    {
        for (var slot = 0; slot < at.Node.Inputs.Count; slot++)
        {
            if (at.Node.Inputs[slot] is { Link: not null, Name: var name })
                AddLink(name, links.Resolve(at.Scope, at.Node, slot));
        }
    }

    private void FillOrCheck(InputDefinition input, IReadOnlyDictionary<string, JsonElement> values)
    {
        if (!Json.ContainsKey(input.Name))
        {
            // As the editor does: a fresh widget has its default.
            if (InputDefaults.Of(input) is { } value)
                Json[input.Name] = value;
        }
        else if (values.TryGetValue(input.Name, out var read) && !WidgetFit.Fits(read, input) && !IsLinked(input.Name))
        {
            log.Problem(at.Id, at.Node, $"Its values do not fit the engine's version of this node: '{input.Name}' would be {Shorten(read)}.");
        }
    }

    // Remarks in a prompt are for people.
    private void Set(string name, JsonElement value) =>
        Json[name] = definition?.FindInput(name) is { DynamicPrompts: true } && value.Text() is { } text ? PromptRemarks.Remove(text) : Literal(value);

    private bool IsLinked(string name) => at.Node.Inputs.Any(input => input.Name == name && input.Link is not null);

    private void AddLink(string name, Origin origin)
    {
        switch (origin)
        {
            case Origin.Node(var link):
                Json[name] = link.ToJson();
                break;
            case Origin.Value value:
                AddOutsideValue(name, value);
                break;
            case Origin.Broken(var reason):
                log.Problem(at.Id, at.Node, $"'{name}' cannot be followed: {reason}.");
                break;
            case Origin.None:
                break;
            default:
                throw new InvalidOperationException($"Unknown origin {origin}.");
        }
    }

    // Where the values of a subgraph's node and its widgets got out of step, the node inside still has the right one.
    private void AddOutsideValue(string name, Origin.Value outside)
    {
        var value = outside.Json;
        if (_known?.GetValueOrDefault(name) is { } input && !WidgetFit.Fits(value, input))
            log.Note(at.Id, at.Node, $"'{name}' keeps its own value: the one around it, {Shorten(value)}, does not fit.");
        else if (value.ValueKind is not JsonValueKind.Null)
        {
            Set(name, value);
            log.Share(outside, at.Id, name);
        }
    }

    private static JsonNode? Literal(JsonElement value) => InputDefaults.Literal(value.ToNode());

    private static string Shorten(JsonElement value) => value.GetRawText() is { Length: > 40 } text ? $"{text[..40]}…" : value.GetRawText();
}
