using System.Net;

namespace ComfyStudio.ComfyUI.Http;

/// <summary>Turns what went wrong on the wire into the exception that says what it means, in words for a person.</summary>
internal static class EngineFaults
{
    public const int MaxBody = 8 * 1024;

    public static ComfyUIResponseException Answered(EngineReply reply) =>
        new($"{reply.Call} was answered with {(int)reply.Status}{Explain(reply)}", reply.Status, reply.Text(MaxBody));

    public static ComfyUIResponseException NotJson(EngineReply reply) => new(
        $"{reply.Call} was answered with {reply.ContentType ?? "something"} that is not JSON. Is this the address of a ComfyUI, and no login page before it?",
        reply.Status,
        reply.Text(MaxBody));

    public static ComfyUIResponseException Unexpected(EngineReply reply, string missing) =>
        new($"{reply.Call} was answered without {missing}. Is this the address of a ComfyUI?", reply.Status, reply.Text(MaxBody));

    public static ComfyUIUnreachableException TimedOut(string call, TimeSpan timeout, Exception inner) =>
        new($"{call} was not answered within {timeout.TotalSeconds:0.###} s.", requestMayHaveArrived: true, inner);

    public static ComfyUIUnreachableException ConnectTimedOut(string call, Exception inner) =>
        new($"{call}: no connection could be made in time. Is the machine on, and does a firewall let us through?", requestMayHaveArrived: false, inner);

    public static ComfyUIUnreachableException Broken(string call, Exception inner) =>
        new($"{call}: the connection broke before the answer was complete.", requestMayHaveArrived: true, inner);

    public static ComfyUIUnreachableException From(string call, HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new($"{call}: the host name is not known.", requestMayHaveArrived: false, exception),
        HttpRequestError.ConnectionError => new($"{call}: nothing answers at that address. Is ComfyUI running there?", requestMayHaveArrived: false, exception),
        HttpRequestError.SecureConnectionError => new($"{call}: no TLS connection could be made: {Innermost(exception).Message}", requestMayHaveArrived: false, exception),
        HttpRequestError.ProxyTunnelError => new($"{call}: the HTTP proxy refused the tunnel.", requestMayHaveArrived: false, exception),
        HttpRequestError.ConfigurationLimitExceeded => new($"{call}: the answer is too large.", requestMayHaveArrived: true, exception),
        HttpRequestError.InvalidResponse => new($"{call}: what came back is not HTTP.", requestMayHaveArrived: true, exception),
        _ => Broken(call, exception),
    };

    private static string Explain(EngineReply reply) => reply.Status switch
    {
        HttpStatusCode.Unauthorized => ": it asks for a login. Check the engine's token, or user name and password.",
        HttpStatusCode.Forbidden => ": access is refused. Check the engine's token, or the rules of the proxy before it.",
        HttpStatusCode.NotFound => ": there is no such path. Is the address right, with its path prefix if a proxy needs one?",
        HttpStatusCode.RequestEntityTooLarge => $": too large. {FirstLine(reply)}",
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            ": the proxy before the engine is there, the engine is not.",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => $": it redirects to {Target(reply)}. Use that address.",
        _ => $": {FirstLine(reply)}",
    };

    private static string Target(EngineReply reply) => reply.Location is { } location ? EngineUri.Display(location) : "nowhere";

    private static string FirstLine(EngineReply reply)
    {
        if (reply.ContentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true)
            return "a web page.";
        var line = reply.Text(200).Split('\n', 2)[0].Trim();
        return line.Length == 0 ? "no explanation." : line;
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
