namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>Which nodes an engine has, and what they take (docs/comfyui-protocol.md, "Node catalogue").</summary>
/// <param name="Nodes">By class_type.</param>
public sealed record NodeCatalog(IReadOnlyDictionary<string, NodeDefinition> Nodes)
{
    /// <summary>The choices of a combo input, in both spellings of the format; empty when the node or input is unknown.</summary>
    public IReadOnlyList<string> Choices(string nodeType, string input) =>
        Nodes.GetValueOrDefault(nodeType)?.Inputs.FirstOrDefault(definition => definition.Name == input)?.Choices ?? [];

    /// <summary>Classes that a graph needs and this engine does not have; sorted.</summary>
    public IReadOnlyList<string> MissingFor(ApiGraph graph) =>
        [.. graph.ClassTypes.Where(type => !Nodes.ContainsKey(type)).Order(StringComparer.Ordinal)];
}

/// <param name="Name">The class_type.</param>
/// <param name="IsOutput">Runs without anyone asking for its result: it saves or shows something.</param>
/// <param name="Inputs">Required ones first, then optional ones, each in the engine's order.</param>
/// <param name="Outputs">Socket types by slot.</param>
public sealed record NodeDefinition(string Name, string DisplayName, string Category, bool IsOutput, IReadOnlyList<InputDefinition> Inputs, IReadOnlyList<string> Outputs);

/// <param name="Type">INT, FLOAT, STRING, BOOLEAN, COMBO, or a socket type such as MODEL.</param>
/// <param name="Choices">Of a COMBO; model names are as the engine spells them. Empty when the engine fetches them on demand.</param>
/// <param name="Max">Approximate above 2^53: seeds go up to 2^64 - 1.</param>
/// <param name="Default">string, bool, long or double; null when there is none.</param>
public sealed record InputDefinition(string Name, string Type, bool IsRequired, IReadOnlyList<string> Choices, double? Min, double? Max, double? Step, object? Default);
