using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>What is wrong with one input of a node, in the engine's own terms (docs/comfyui-protocol.md, POST /prompt).</summary>
internal static class InputCheck
{
    private const string AutoGrow = "COMFY_AUTOGROW_V3";

    // Sockets that take more than one type, or whose type depends on what else is linked.
    private static readonly string[] OpenTypes = ["*", "COMFY_MATCHTYPE_V3", AutoGrow];

    /// <returns>Null when nothing is.</returns>
    public static string? Find(ApiGraph graph, GraphNode node, InputDefinition input, NodeCatalog catalog)
    {
        if (!node.Inputs.ContainsKey(input.Name))
            return IsMissing(node, input) ? $"'{input.Name}' is required and has no value." : null;
        if (node.FindLink(input.Name) is { } link)
            return LinkFault(graph, link, input, catalog);
        return node.Inputs[input.Name] is JsonValue value ? ValueFault(value, input) : null;
    }

    // What grows has its values under names of its own: images.image0.
    private static bool IsMissing(GraphNode node, InputDefinition input) =>
        input.IsRequired && !(input.Type == AutoGrow && node.InputNames.Any(name => name.StartsWith($"{input.Name}.", StringComparison.Ordinal)));

    private static string? LinkFault(ApiGraph graph, GraphLink link, InputDefinition input, NodeCatalog catalog)
    {
        if (graph.FindNode(link.NodeId) is not { } source || catalog.Find(source.ClassType) is not { } definition)
            return null;
        if (link.Slot < 0 || link.Slot >= definition.Outputs.Count)
            return $"'{input.Name}' takes output {link.Slot} of {source}, which has {definition.Outputs.Count}.";
        var output = definition.Outputs[link.Slot];
        return Fits(output, input.Type) ? null : $"'{input.Name}' takes {input.Type}, but {source} gives {output}.";
    }

    private static bool Fits(string output, string input) =>
        OpenTypes.Contains(output) || OpenTypes.Contains(input) || Kinds(output).Overlaps(Kinds(input));

    private static HashSet<string> Kinds(string type) => [.. type.Split(',', StringSplitOptions.TrimEntries)];

    private static string? ValueFault(JsonValue value, InputDefinition input) => input.WidgetType switch
    {
        _ when !input.IsWidget => OpenTypes.Contains(input.Type) || input.ForceInput ? null : $"'{input.Name}' takes {input.Type} from another node, not a value.",
        "INT" or "FLOAT" => NumberFault(value, input),
        "BOOLEAN" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : $"'{input.Name}' must be true or false.",
        "STRING" => value.GetValueKind() is JsonValueKind.Object ? $"'{input.Name}' must be text." : null,
        _ => ChoiceFault(value, input),
    };

    private static string? NumberFault(JsonValue value, InputDefinition input)
    {
        if (!double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return $"'{input.Name}' must be a number.";
        if (number < input.Min)
            return $"'{input.Name}' must be at least {Text(input.Min)}.";
        return number > input.Max ? $"'{input.Name}' must be at most {Text(input.Max)}." : null;
    }

    // Uploaded files come and go, and are looked for by the node itself.
    private static string? ChoiceFault(JsonValue value, InputDefinition input)
    {
        if (input.Choices.Count == 0 || input.IsUpload)
            return null;
        var text = value.ToString();
        return input.Choices.Contains(text, StringComparer.Ordinal) || HasOtherwiseDivided(input, text) ? null : $"'{input.Name}' does not know '{text}'.";
    }

    // Engines on Windows and elsewhere divide folders differently. Thousands of names may stand here, so they are only compared so where it matters.
    private static bool HasOtherwiseDivided(InputDefinition input, string text) =>
        text.AsSpan().IndexOfAny('/', '\\') >= 0 && Slashes(text) is var name && input.Choices.Any(choice => Slashes(choice) == name);

    private static string Slashes(string name) => name.Replace('\\', '/');

    private static string Text(double? number) => number.GetValueOrDefault().ToString("R", CultureInfo.InvariantCulture);
}
