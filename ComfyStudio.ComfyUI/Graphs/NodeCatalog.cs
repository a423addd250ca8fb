using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>Which nodes an engine has, and what they take (docs/comfyui-protocol.md, "Node catalogue").</summary>
/// <param name="Nodes">By class_type.</param>
public sealed record NodeCatalog(IReadOnlyDictionary<string, NodeDefinition> Nodes)
{
    public static NodeCatalog Empty { get; } = new(new Dictionary<string, NodeDefinition>());

    /// <summary>Reads what GET /object_info answers, whole.</summary>
    /// <exception cref="FormatException">Not JSON, or no nodes in it.</exception>
    public static NodeCatalog Parse(ReadOnlySpan<byte> objectInfo)
    {
        using var document = LenientJson.TryParse(objectInfo.ToArray()) ?? throw new FormatException("The node catalogue is not JSON.");
        var catalog = CatalogReader.Read(document.RootElement);
        return catalog.Nodes.Count > 0 ? catalog : throw new FormatException("The node catalogue has no nodes.");
    }

    public NodeDefinition? Find(string nodeType) => Nodes.GetValueOrDefault(nodeType);

    /// <summary>The choices of a combo input, in both spellings of the format; empty when the node or input is unknown.</summary>
    public IReadOnlyList<string> Choices(string nodeType, string input) => Find(nodeType)?.FindInput(input)?.Choices ?? [];

    /// <summary>Classes that a graph needs and this engine does not have; sorted.</summary>
    public IReadOnlyList<string> MissingFor(ApiGraph graph) =>
        [.. graph.ClassTypes.Where(type => !Nodes.ContainsKey(type)).Order(StringComparer.Ordinal)];
}

/// <param name="Name">The class_type.</param>
/// <param name="IsOutput">Runs without anyone asking for its result: it saves or shows something.</param>
/// <param name="Inputs">Required ones first, then optional ones, each in the engine's order.</param>
/// <param name="Outputs">Socket types by slot.</param>
public sealed record NodeDefinition(string Name, string DisplayName, string Category, bool IsOutput, IReadOnlyList<InputDefinition> Inputs, IReadOnlyList<string> Outputs)
{
    public InputDefinition? FindInput(string name) => Inputs.FirstOrDefault(input => input.Name == name);

    /// <summary>All inputs, with those that the values of dynamic combos ask for directly behind their combo.</summary>
    /// <param name="valueOf">The text of an input by name; null when it has none.</param>
    public IEnumerable<InputDefinition> InputsFor(Func<string, string?> valueOf) => Expand(Inputs, valueOf);

    private static IEnumerable<InputDefinition> Expand(IReadOnlyList<InputDefinition> inputs, Func<string, string?> valueOf)
    {
        foreach (var input in inputs)
        {
            yield return input;
            if (input.Variants.Count == 0)
                continue;
            foreach (var inner in Expand(input.InputsOf(valueOf(input.Name)), valueOf))
                yield return inner;
        }
    }
}
