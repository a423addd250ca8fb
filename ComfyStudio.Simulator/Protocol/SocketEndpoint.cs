using System.Net.WebSockets;
using System.Text.Json;
using ComfyStudio.Simulator.Execution;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>/ws: says hello, then listens only for the one message a client may send.</summary>
internal static class SocketEndpoint
{
    private const int MaxMessageBytes = 4 << 20;

    public static void MapSocket(this IEndpointRouteBuilder routes) => routes.MapGet("/ws", Accept);

    private static async Task Accept(
        HttpContext http, EventSockets sockets, PromptQueue queue, ServerFeatures features, IHostApplicationLifetime lifetime)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await PlainAnswers.TextAsync(http, 400, "No WebSocket UPGRADE hdr: None\n Can \"Upgrade\" only to \"WebSocket\".");
            return;
        }
        var asked = http.Request.Query["clientId"].ToString();
        var clientId = asked.Length > 0 ? asked : NewClientId();
        using var webSocket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { DangerousEnableCompression = true });
        var socket = new EventSocket(webSocket, clientId);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await sockets.JoinAsync(socket, () => queue.Remaining, stop.Token);
            await ListenAsync(webSocket, socket, features, stop.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // Ends of sockets are everyday; the register below is all there is to tidy up.
        }
        finally
        {
            sockets.Leave(socket);
            webSocket.Abort();
        }
    }

    private static async Task ListenAsync(
        WebSocket webSocket, EventSocket socket, ServerFeatures features, CancellationToken cancellationToken)
    {
        var isFirst = true;
        while (await ReceiveAsync(webSocket, cancellationToken) is { } message)
        {
            // Text that is no JSON does not use up the one chance to negotiate; any other message does.
            if (!TryParse(message, out var type, out var supportsMetadata))
                continue;
            if (isFirst && type == "feature_flags")
            {
                socket.SupportsPreviewMetadata = supportsMetadata;
                await socket.SendAsync([Frame.Event("feature_flags", features.Describe())], cancellationToken);
            }
            isFirst = false;
        }
    }

    private static async Task<byte[]?> ReceiveAsync(WebSocket webSocket, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 << 10];
        using var message = new MemoryStream();
        while (true)
        {
            var part = await webSocket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await webSocket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                return null;
            }
            message.Write(buffer, 0, part.Count);
            if (message.Length > MaxMessageBytes)
            {
                await webSocket.CloseAsync(WebSocketCloseStatus.MessageTooBig, "Message size too large", cancellationToken);
                return null;
            }
            if (part.EndOfMessage)
                return message.ToArray();
        }
    }

    private static bool TryParse(byte[] message, out string? type, out bool supportsMetadata)
    {
        (type, supportsMetadata) = (null, false);
        try
        {
            using var json = JsonDocument.Parse(message);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("type", out var kind))
                return true;
            type = kind.ToString();
            supportsMetadata = json.RootElement.TryGetProperty("data", out var data)
                && data.ValueKind == JsonValueKind.Object
                && data.TryGetProperty("supports_preview_metadata", out var flag)
                && flag.ValueKind == JsonValueKind.True;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string NewClientId() =>
        Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
