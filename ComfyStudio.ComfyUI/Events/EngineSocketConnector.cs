using System.Net.WebSockets;
using System.Text.Json;
using ComfyStudio.ComfyUI.Http;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Events;

/// <summary>Opens event sockets to one engine.</summary>
internal sealed class EngineSocketConnector(EngineUri uri, HttpMessageHandler handler, ComfyUITimeouts timeouts, TimeProvider time)
{
    private static readonly byte[] Greeting = JsonSerializer.SerializeToUtf8Bytes(
        new FeatureFlagsFrame("feature_flags", new OurFeatures(SupportsPreviewMetadata: true)), WireJson.Default.FeatureFlagsFrame);

    private readonly string _call = $"GET /ws at {uri}";

    public async Task<ComfyUIEventStream> ConnectAsync(string clientId, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(timeouts.Socket, time, cancellationToken);
        var stream = new ComfyUIEventStream(await OpenAsync(clientId, deadline), _call);
        try
        {
            await stream.Greeted.WaitAsync(deadline.Token);
            return stream;
        }
        catch (Exception exception)
        {
            await stream.DisposeAsync();
            if (exception is OperationCanceledException && deadline.IsOver)
                throw EngineFaults.TimedOut(_call, deadline.Timeout, exception);
            throw;
        }
    }

    private async Task<ClientWebSocket> OpenAsync(string clientId, Deadline deadline)
    {
        var socket = CreateSocket();
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        try
        {
            await socket.ConnectAsync(uri.Socket($"ws?clientId={Uri.EscapeDataString(clientId)}"), invoker, deadline.Token);
            // The engine heeds the flags only in the first frame it gets.
            await socket.SendAsync(Greeting, WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
            return socket;
        }
        catch (Exception exception)
        {
            var fault = Translate(exception, socket, deadline);
            socket.Dispose();
            if (fault is null)
                throw;
            throw fault;
        }
    }

    private ClientWebSocket CreateSocket()
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        // The engine sends no pings; ours find out about a connection that died without a word.
        socket.Options.KeepAliveInterval = timeouts.Socket;
        socket.Options.KeepAliveTimeout = timeouts.Call;
        if (uri.Authorization is { } authorization)
            socket.Options.SetRequestHeader("Authorization", authorization.ToString());
        return socket;
    }

    private ComfyUIException? Translate(Exception exception, ClientWebSocket socket, Deadline deadline) => exception switch
    {
        WebSocketException { InnerException: HttpRequestException inner } when socket.HttpStatusCode == 0 => EngineFaults.From(_call, inner),
        WebSocketException when socket.HttpStatusCode != 0 && socket.State is not WebSocketState.Open =>
            EngineFaults.Answered(new EngineReply(_call, socket.HttpStatusCode, null, [], null)),
        OperationCanceledException when deadline.IsOver => EngineFaults.TimedOut(_call, deadline.Timeout, exception),
        OperationCanceledException when !deadline.IsCancelled => EngineFaults.ConnectTimedOut(_call, exception),
        WebSocketException or IOException or HttpRequestException => EngineFaults.Broken(_call, exception),
        _ => null,
    };
}
