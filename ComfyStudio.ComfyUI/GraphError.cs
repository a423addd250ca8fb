namespace ComfyStudio.ComfyUI;

/// <summary>One fault of a graph, by node and field.</summary>
/// <param name="NodeType">The class_type; empty when the node has none.</param>
/// <param name="Type">For example <c>value_not_in_list</c>.</param>
/// <param name="Details">May hold a server's paths; for a log rather than for a page.</param>
/// <param name="Input">The node's input, when the engine named one.</param>
public sealed record GraphError(string NodeId, string NodeType, string Type, string Message, string Details, string? Input)
{
    /// <summary>One sentence for a person: node, field, reason.</summary>
    public override string ToString()
    {
        var node = NodeType.Length == 0 ? $"node {NodeId}" : $"{NodeType} (node {NodeId})";
        var field = Input is null ? "" : $", {Input}";
        var details = Details.Length == 0 || Details == Input ? "" : $": {Details}";
        return $"{node}{field}: {Message}{details}";
    }
}
