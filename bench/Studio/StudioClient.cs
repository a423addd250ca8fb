using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace ComfyStudio.Bench.Studio;

/// <summary>A page of the studio, without the page: asks for a picture over HTTP and hears on the event stream that it is stored.</summary>
internal sealed class StudioClient : IPictureMaker, IAsyncDisposable
{
    /// <summary>A picture that never comes is a finding, not a reason to wait for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _ended = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly HttpClient _http;
    private Task _listening = Task.CompletedTask;

    private StudioClient(Uri api) => _http = new HttpClient { BaseAddress = api };

    public static async Task<StudioClient> ConnectAsync(Uri api, CancellationToken cancellationToken)
    {
        var client = new StudioClient(api);
        var greeted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client._listening = client.ListenAsync(greeted);
        await (await Task.WhenAny(greeted.Task, client._listening)).WaitAsync(cancellationToken);
        return client;
    }

    public async Task MakeAsync(SampleGraph graph, long value, CancellationToken cancellationToken)
    {
        var ids = await SubmitAsync(graph, value, count: 1, cancellationToken);
        await EndedAsync(ids[0], cancellationToken);
    }

    public async Task<IReadOnlyList<string>> SubmitAsync(SampleGraph graph, long value, int count, CancellationToken cancellationToken)
    {
        var request = new { template = graph.Template, slots = new Dictionary<string, long> { [graph.Slot] = value }, count };
        using var answer = await _http.PostAsJsonAsync(new Uri("/api/generations", UriKind.Relative), request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var accepted = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        return [.. accepted.RootElement.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("id").GetString()!)];
    }

    /// <summary>Returns when it was heard that the job succeeded, which may have been before the request was answered.</summary>
    public async Task EndedAsync(string id, CancellationToken cancellationToken)
    {
        var heard = await Task.WhenAny(EndOf(id).Task, _listening).WaitAsync(Patience, cancellationToken);
        await heard;
        _ended.TryRemove(id, out _);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _ending.Dispose();
    }

    private TaskCompletionSource EndOf(string id) =>
        _ended.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task ListenAsync(TaskCompletionSource greeted)
    {
        await using var stream = await _http.GetStreamAsync(new Uri("/api/events", UriKind.Relative), _ending.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(_ending.Token))
        {
            greeted.TrySetResult();
            if (item.EventType == "reset")
                throw new InvalidOperationException("The stream fell behind: events were lost.");
            if (item.EventType == "job")
                Hear(item.Data);
        }
    }

    private void Hear(string data)
    {
        using var job = JsonDocument.Parse(data);
        var end = job.RootElement.GetProperty("state").GetString() switch
        {
            "succeeded" => (Action<TaskCompletionSource>)(waiting => waiting.TrySetResult()),
            "failed" or "parked" or "cancelled" => waiting => waiting.TrySetException(new InvalidOperationException($"The job did not succeed: {data}")),
            _ => null,
        };
        end?.Invoke(EndOf(job.RootElement.GetProperty("id").GetString()!));
    }
}
