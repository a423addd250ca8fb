using ComfyStudio.ComfyUI.Events;
using ComfyStudio.ComfyUI.Http;

namespace ComfyStudio.ComfyUI;

/// <summary>
/// One method per call of ComfyUI's HTTP API (docs/comfyui-protocol.md). Thread-safe; holds no connection of its own and need not be
/// disposed. Apart from a caller's cancellation, throws the <see cref="ComfyUIException"/> family:
/// <see cref="ComfyUIUnreachableException"/> when nothing (whole) came back, <see cref="ComfyUIResponseException"/> when an error did.
/// Nothing is ever sent twice: whether a repeat is safe is for the caller to know.
/// </summary>
public sealed partial class ComfyUIClient
{
    // Bytes. 10 000 history entries of large graphs stay well below; what passes it is a fault of the other side.
    private const int MaxAnswer = 256 * 1024 * 1024;

    private readonly EngineHttp _http;
    private readonly EngineSocketConnector _sockets;

    private ComfyUIClient(EngineHttp http, EngineSocketConnector sockets)
    {
        _http = http;
        _sockets = sockets;
    }

    /// <param name="handler">
    /// Stays the caller's and may serve many clients, see <see cref="CreateHandler"/>. A handler that retries must leave POST alone.
    /// </param>
    /// <param name="timeouts">The defaults when null.</param>
    /// <param name="time">The system's when null.</param>
    /// <exception cref="ArgumentException">The address is not http or https.</exception>
    public static ComfyUIClient Create(
        ComfyUIAddress address, HttpMessageHandler handler, ComfyUITimeouts? timeouts = null, TimeProvider? time = null)
    {
        var uri = new EngineUri(address);
        timeouts ??= new ComfyUITimeouts();
        time ??= TimeProvider.System;
        var client = new HttpClient(handler, disposeHandler: false)
        {
            // Each call brings its own, which a caller's cancellation can be told from.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswer,
        };
        return new ComfyUIClient(new EngineHttp(uri, client, timeouts, time), new EngineSocketConnector(uri, handler, timeouts, time));
    }

    /// <summary>A handler fit for engines; one for the process is enough.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        // Shorter than every timeout of a call, so that a machine that is off is told from one that is slow.
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // The engine closes idle connections after 75 s. A request on one that is just closing would be lost without a trace.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        // A POST that follows a redirect becomes a GET.
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    /// <summary>
    /// Opens the event socket, GET /ws ("Events"). Use a fresh client id for every socket: with an old one the engine may go silent
    /// when the earlier socket's end is noticed. Asks for previews that name their prompt and node, and returns when the engine has greeted the
    /// socket: what is submitted from now on is seen from its first event.
    /// </summary>
    /// <exception cref="ComfyUIResponseException">Something answered that does not open a socket, for example a proxy that asks for a login.</exception>
    public Task<ComfyUIEventStream> ConnectAsync(string clientId, CancellationToken cancellationToken) =>
        _sockets.ConnectAsync(clientId, cancellationToken);
}
