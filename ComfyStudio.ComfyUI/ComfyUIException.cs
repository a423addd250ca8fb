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

/// <summary>The engine, or a proxy before it, answered with an error, or with something that is not ComfyUI's.</summary>
public sealed class ComfyUIResponseException(string message, HttpStatusCode status, string body) : ComfyUIException(message)
{
    public HttpStatusCode Status { get; } = status;

    /// <summary>A login is missing or wrong: 401, 403 or 407.</summary>
    public bool IsAccessRefused => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired;

    /// <summary>A proxy answers for an engine that is away: 502, 503 or 504.</summary>
    public bool IsEngineAway => Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>
    /// The request may have taken effect all the same: ComfyUI can answer 500 to a prompt that it did queue, a proxy gives up on
    /// an engine that goes on, and an unreadable success is still a success.
    /// </summary>
    public bool RequestMayHaveTakenEffect => (int)Status is >= 500 or (>= 200 and <= 299);

    /// <summary>At most 8 kB of what it said.</summary>
    public string Body { get; } = body;
}

/// <summary>The engine refused the graph (docs/comfyui-protocol.md, "Submitting"); nothing was queued.</summary>
public sealed class PromptRejectedException(string message, string errorType, string details, IReadOnlyList<GraphError> errors)
    : ComfyUIException(message)
{
    /// <summary>For example <c>prompt_outputs_failed_validation</c>.</summary>
    public string ErrorType { get; } = errorType;

    /// <summary>Often empty: the reasons are in <see cref="Errors"/>.</summary>
    public string Details { get; } = details;

    /// <summary>Every fault the engine found; empty when the graph as a whole is meant.</summary>
    public IReadOnlyList<GraphError> Errors { get; } = errors;
}
