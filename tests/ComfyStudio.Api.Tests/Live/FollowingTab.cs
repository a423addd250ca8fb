using System.Net;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Live;

/// <summary>
/// A client that keeps what it knows as the page does: it fetches lists at "hello" and "reset", and otherwise only listens. It comes back with
/// the last id it saw whenever its stream ends.
/// </summary>
internal sealed class FollowingTab : IAsyncDisposable
{
    private readonly StudioApi _api;
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _ends = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Lock _gate = new();
    private Dictionary<string, string> _jobs = [];
    private CancellationTokenSource _connection = new();
    private TaskCompletionSource _mayRead = new();
    private string? _lastId;
    private Task _following = Task.CompletedTask;

    private FollowingTab(StudioApi api)
    {
        _api = api;
        // A small window, so that what this does not read piles up at the server.
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { BaseAddress = api.Address, Timeout = Timeout.InfiniteTimeSpan };
        _mayRead.SetResult();
    }

    public int Connections { get; private set; }

    public int Resets { get; private set; }

    public IReadOnlyList<string> Groups { get; private set; } = [];

    /// <summary>State and attempt of each job, as far as this client was told.</summary>
    public IReadOnlyDictionary<string, string> Jobs
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, string>(_jobs);
        }
    }

    public static async Task<FollowingTab> OpenAsync(StudioApi api)
    {
        var tab = new FollowingTab(api);
        tab._following = tab.FollowAsync();
        await Eventually.TrueAsync(() => tab._lastId is not null, TestContext.Current.CancellationToken);
        return tab;
    }

    public void StopReading() => _mayRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ReadOn() => _mayRead.TrySetResult();

    /// <summary>As when a phone loses its network: the stream breaks and a new one begins where it ended.</summary>
    public void Break() => _connection.Cancel();

    /// <summary>All jobs as the API lists them now, in the same words.</summary>
    public static async Task<Dictionary<string, string>> FetchAsync(StudioApi api)
    {
        var jobs = new Dictionary<string, string>();
        var next = "";
        do
        {
            var page = (await api.GetAsync($"/api/jobs?limit=200{(next.Length > 0 ? $"&after={next}" : "")}")).Body;
            foreach (var job in page["items"]!.AsArray())
                jobs[(string)job!["id"]!] = Words(job);
            next = (string?)page["next"] ?? "";
        }
        while (next.Length > 0);
        return jobs;
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        ReadOn();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _ends.Dispose();
        _connection.Dispose();
    }

    private async Task FollowAsync()
    {
        while (!_ends.IsCancellationRequested)
        {
            _connection = CancellationTokenSource.CreateLinkedTokenSource(_ends.Token);
            try
            {
                await ReadAsync(_connection.Token);
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException && !_ends.IsCancellationRequested)
            {
                // The next turn goes on from the last id.
            }
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        if (_lastId is not null)
            request.Headers.Add("Last-Event-ID", _lastId);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Connections++;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            await _mayRead.Task.WaitAsync(cancellationToken);
            await LearnAsync(item);
            _lastId = string.IsNullOrEmpty(item.EventId) ? _lastId : item.EventId;
        }
    }

    private async Task LearnAsync(SseItem<string> item)
    {
        switch (item.EventType)
        {
            case "reset":
                Resets++;
                goto case "hello";
            case "hello":
                var fetched = await FetchAsync(_api);
                lock (_gate)
                    _jobs = fetched;
                break;
            case "job":
                var job = JsonNode.Parse(item.Data)!;
                lock (_gate)
                    _jobs[(string)job["id"]!] = Words(job);
                break;
            case "group":
                Groups = [.. Groups, (string)JsonNode.Parse(item.Data)!["groupId"]!];
                break;
        }
    }

    private static string Words(JsonNode job) => $"{job["state"]} {job["attempt"]} {job["priority"]} {job["held"]}";

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, NoDelay = true };
        await socket.ConnectAsync(new DnsEndPoint(context.DnsEndPoint.Host, context.DnsEndPoint.Port), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
