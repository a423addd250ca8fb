namespace ComfyStudio.ComfyUI;

/// <summary>What a node of the graph threw.</summary>
/// <param name="NodeId">Of a node that another one expanded into: <c>1.0.0.3</c>.</param>
/// <param name="Message">As the engine says it, trimmed.</param>
/// <param name="Type">Python exception type, for example <c>torch.OutOfMemoryError</c>.</param>
/// <param name="Traceback">Holds paths of the server; for a log, not for a page.</param>
/// <param name="Executed">Ids of the nodes that were finished by then.</param>
public sealed record NodeException(
    string NodeId, string NodeType, string Message, string Type, IReadOnlyList<string> Traceback, IReadOnlyList<string> Executed);
