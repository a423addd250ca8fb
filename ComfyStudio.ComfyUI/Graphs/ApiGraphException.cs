namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>A graph is not what the API format asks for, or does not have what was asked of it. The message names the node.</summary>
public sealed class ApiGraphException(string message, string? nodeId = null, string? input = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Null when the graph as a whole is meant.</summary>
    public string? NodeId { get; } = nodeId;

    public string? Input { get; } = input;
}
