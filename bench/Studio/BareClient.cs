using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyStudio.Bench.Studio;

/// <summary>
/// The rival: what a script does that talks to ComfyUI itself and does it right. Own prompt id, one socket, waits for the end marker, asks
/// the jobs API for the result, fetches the bytes into memory. It keeps nothing, recovers nothing and tells nobody.
/// </summary>
internal sealed class BareClient : IPictureMaker, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly ClientWebSocket _socket = new();
    private readonly string _clientId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
    private readonly HttpClient _http;
    private Task _listening = Task.CompletedTask;

    private BareClient(Uri engine) => _http = new HttpClient { BaseAddress = engine };

    public static async Task<BareClient> ConnectAsync(Uri engine, CancellationToken cancellationToken)
    {
        var client = new BareClient(engine);
        var address = new UriBuilder(engine) { Scheme = "ws", Path = "/ws", Query = $"clientId={client._clientId}" };
        await client._socket.ConnectAsync(address.Uri, cancellationToken);
        client._listening = client.ListenAsync();
        return client;
    }

    public async Task MakeAsync(SampleGraph graph, long value, CancellationToken cancellationToken)
    {
        var id = await SubmitAsync(graph, value, cancellationToken);
        await (await Task.WhenAny(_waiting[id].Task, _listening).WaitAsync(Patience, cancellationToken));
        _waiting.TryRemove(id, out _);
        await FetchAsync(id, cancellationToken);
    }

    /// <summary>Sends it and waits for nothing.</summary>
    public async Task<string> SubmitAsync(SampleGraph graph, long value, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("D");
        _waiting[id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = new JsonObject
        {
            ["prompt"] = graph.Bind(value, $"bare/{id}/out"),
            ["prompt_id"] = id,
            ["client_id"] = _clientId,
            // The studio asks for previews, too: what they cost the engine is no difference between the two.
            ["extra_data"] = new JsonObject { ["preview_method"] = "auto" },
        };
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _http.PostAsync(new Uri("/prompt", UriKind.Relative), content, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _http.Dispose();
        _ending.Dispose();
    }

    private async Task FetchAsync(string id, CancellationToken cancellationToken)
    {
        using var answer = JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri($"/api/jobs/{id}", UriKind.Relative), cancellationToken));
        var outputs = answer.RootElement.GetProperty("outputs").EnumerateObject().SelectMany(node => node.Value.GetProperty("images").EnumerateArray());
        foreach (var image in outputs)
        {
            var query = $"/view?filename={Field(image, "filename")}&subfolder={Field(image, "subfolder")}&type={Field(image, "type")}";
            await _http.GetByteArrayAsync(new Uri(query, UriKind.Relative), cancellationToken);
        }
    }

    private static string Field(JsonElement image, string name) => Uri.EscapeDataString(image.GetProperty(name).GetString()!);

    private async Task ListenAsync()
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                if (length == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                part = await _socket.ReceiveAsync(buffer.AsMemory(length), _ending.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            if (part.MessageType is WebSocketMessageType.Text)
                Hear(buffer.AsMemory(0, length));
        }
    }

    private void Hear(ReadOnlyMemory<byte> message)
    {
        // Most messages are steps: told from the end marker without being parsed.
        if (message.Span.IndexOf("\"executing\""u8) < 0)
            return;
        using var json = JsonDocument.Parse(message);
        var data = json.RootElement.GetProperty("data");
        if (data.GetProperty("node").ValueKind is JsonValueKind.Null && _waiting.TryGetValue(data.GetProperty("prompt_id").GetString()!, out var waiting))
            waiting.TrySetResult();
    }
}
