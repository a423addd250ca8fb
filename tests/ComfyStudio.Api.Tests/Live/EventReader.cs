using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace ComfyStudio.Api.Tests.Live;

/// <summary>One open tab.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _items = SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    public HttpResponseMessage Response => _response;

    /// <summary>Where a browser would resume: most of what is told has no id of its own.</summary>
    public string? LastId { get; private set; }

    public static async Task<EventReader> OpenAsync(StudioApi api, string? lastEventId = null, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/events{query}");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return new EventReader(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    public async Task<LiveEvent> NextAsync()
    {
        var next = _items.MoveNextAsync().AsTask();
        Assert.True(await next.WaitAsync(Patience, TestContext.Current.CancellationToken), "The stream has ended.");
        LastId = string.IsNullOrEmpty(_items.Current.EventId) ? LastId : _items.Current.EventId;
        return new LiveEvent(_items.Current.EventId, _items.Current.EventType, JsonNode.Parse(_items.Current.Data)!);
    }

    /// <summary>Passes over everything else.</summary>
    public async Task<LiveEvent> NextAsync(string type, Func<JsonNode, bool>? matches = null)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            var next = await NextAsync();
            if (next.Type == type && matches?.Invoke(next.Data) is not false)
                return next;
        }

        throw new TimeoutException($"Only others came, no such '{type}'.");
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        try
        {
            await _items.DisposeAsync();
        }
        catch (NotSupportedException)
        {
            // A read is still under way; the response that it reads from is gone.
        }
    }
}

internal sealed record LiveEvent(string? Id, string Type, JsonNode Data);
