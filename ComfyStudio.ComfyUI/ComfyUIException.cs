using System.Net;

namespace ComfyStudio.ComfyUI;

/// <summary>A call to an engine failed. The subclass says what the failure means for the caller.</summary>
public abstract class ComfyUIException : Exception
{
    private protected ComfyUIException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>Nothing came back: refused, reset, timed out, name not found. Whether the engine acted on the request is not known.</summary>
public sealed class ComfyUIUnreachableException(string message, bool requestMayHaveArrived, Exception? inner = null) : ComfyUIException(message, inner)
{
    /// <summary>False only when the connection was never made, so that the request surely did nothing.</summary>
    public bool RequestMayHaveArrived { get; } = requestMayHaveArrived;
}

/// <summary>The engine, or a proxy before it, answered with an error.</summary>
public sealed class ComfyUIResponseException(string message, HttpStatusCode status, string body) : ComfyUIException(message)
{
    public HttpStatusCode Status { get; } = status;

    /// <summary>At most 8 kB of what it said.</summary>
    public string Body { get; } = body;
}

/// <summary>The engine refused the graph (POST /prompt, 400).</summary>
public sealed class PromptRejectedException(string message, string errorType, string details, IReadOnlyList<GraphError> errors)
    : ComfyUIException(message)
{
    /// <summary>For example <c>prompt_outputs_failed_validation</c>.</summary>
    public string ErrorType { get; } = errorType;

    public string Details { get; } = details;
    public IReadOnlyList<GraphError> Errors { get; } = errors;
}

/// <summary>One fault of a graph, by node and field.</summary>
/// <param name="Type">For example <c>value_not_in_list</c>.</param>
/// <param name="Input">The node's input, when the engine named one.</param>
public sealed record GraphError(string NodeId, string NodeType, string Type, string Message, string Details, string? Input);
