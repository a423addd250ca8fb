namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>Which nodes an engine has, and what they take (GET /object_info).</summary>
public sealed record NodeCatalog(IReadOnlyDictionary<string, NodeDefinition> Nodes)
{
    /// <summary>The choices of a combo input, in both spellings of the format; empty when the node or input is unknown.</summary>
    public IReadOnlyList<string> Choices(string nodeType, string input) => throw new NotImplementedException();
}

public sealed record NodeDefinition(string Name, string DisplayName, string Category, bool IsOutput, IReadOnlyList<InputDefinition> Inputs, IReadOnlyList<string> Outputs);

/// <param name="Type">INT, FLOAT, STRING, BOOLEAN, COMBO, or a socket type such as MODEL.</param>
public sealed record InputDefinition(string Name, string Type, bool IsRequired, IReadOnlyList<string> Choices, double? Min, double? Max, double? Step, object? Default);
