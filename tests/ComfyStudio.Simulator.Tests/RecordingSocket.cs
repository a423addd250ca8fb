using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ComfyStudio.Simulator.Tests;

/// <summary>A client of the socket that writes down what it hears, one line per message, as the trimmed recordings do.</summary>
internal sealed class RecordingSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();

    public List<string> Lines { get; } = [];

    public JsonElement Last { get; private set; }

    public static async Task<RecordingSocket> ConnectAsync(
        Uri server, string clientId, CancellationToken cancellationToken, bool wantsMetadata = false)
    {
        var recording = new RecordingSocket();
        var address = new UriBuilder(server) { Scheme = "ws", Path = "/ws", Query = $"clientId={clientId}" }.Uri;
        await recording._socket.ConnectAsync(address, cancellationToken);
        await recording.UntilAsync(line => line.EndsWith(" sid", StringComparison.Ordinal), cancellationToken);
        if (wantsMetadata)
        {
            await recording.SendAsync("""{"type": "feature_flags", "data": {"supports_preview_metadata": true}}""", cancellationToken);
            await recording.UntilAsync(line => line == "feature_flags", cancellationToken);
        }
        recording.Lines.Clear();
        return recording;
    }

    public Task SendAsync(string text, CancellationToken cancellationToken) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>Listens until the end marker of a prompt.</summary>
    public Task UntilEndAsync(CancellationToken cancellationToken) => UntilAsync(line => line == "executing null", cancellationToken);

    public async Task UntilAsync(Func<string, bool> isEnough, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        do
            Lines.Add(await ReadAsync(patience.Token));
        while (!isEnough(Lines[^1]));
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await Task.CompletedTask;
        _socket.Dispose();
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        using var message = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                return "closed";
            message.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage)
                continue;
            if (part.MessageType == WebSocketMessageType.Binary)
                return message.ToArray()[3] switch { 1 => "preview", 3 => "text", _ => "preview_with_metadata" };
            Last = JsonDocument.Parse(message.ToArray()).RootElement;
            return Describe(Last.GetProperty("type").GetString()!, Last.GetProperty("data"));
        }
    }

    private static string Describe(string type, JsonElement data) => type switch
    {
        "status" => $"status {data.GetProperty("status").GetProperty("exec_info").GetProperty("queue_remaining")}"
            + (data.TryGetProperty("sid", out _) ? " sid" : ""),
        "progress_state" => "progress_state " + string.Join(' ', data.GetProperty("nodes").EnumerateObject().Select(DescribeNode)),
        "executing" => $"executing {data.GetProperty("node").GetString() ?? "null"}",
        "progress" => $"progress {data.GetProperty("node")} {data.GetProperty("value")}/{data.GetProperty("max")}",
        "execution_cached" => $"execution_cached {string.Join(',', data.GetProperty("nodes").EnumerateArray())}",
        "executed" => $"executed {data.GetProperty("node")} " + string.Join(',', data.GetProperty("output").GetProperty("images")
            .EnumerateArray().Select(image => $"{image.GetProperty("subfolder")}/{image.GetProperty("filename")}")),
        "execution_interrupted" or "execution_error" => $"{type} {data.GetProperty("node_id")} {data.GetProperty("node_type")}",
        _ => type,
    };

    private static string DescribeNode(JsonProperty node) =>
        $"{node.Name}:{node.Value.GetProperty("value").GetRawText()}/{node.Value.GetProperty("max").GetRawText()}:{node.Value.GetProperty("state")}";
}
