using System.Collections.Concurrent;
using System.Threading.Channels;
using ComfyStudio.Api.Telemetry;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Live;

/// <summary>All open streams of this process.</summary>
internal sealed class LiveHub(IOptions<LiveOptions> options)
{
    private readonly ConcurrentDictionary<LiveSubscription, bool> _subscriptions = new();

    public bool HasListeners => !_subscriptions.IsEmpty;

    public LiveSubscription Subscribe(string owner)
    {
        var subscription = new LiveSubscription(owner, options.Value.Backlog, Leave);
        _subscriptions[subscription] = true;
        ApiTelemetry.OpenStreams.Add(1);
        return subscription;
    }

    public void Broadcast(LiveMessage message)
    {
        foreach (var subscription in _subscriptions.Keys)
            subscription.Offer(message);
    }

    private void Leave(LiveSubscription subscription)
    {
        if (_subscriptions.TryRemove(subscription, out _))
            ApiTelemetry.OpenStreams.Add(-1);
    }
}

/// <summary>One open stream. It never holds up the others: when it falls too far behind, its backlog becomes one "reset".</summary>
internal sealed class LiveSubscription(string owner, int backlog, Action<LiveSubscription> leave) : IDisposable
{
    private readonly Channel<LiveMessage> _channel = Channel.CreateBounded<LiveMessage>(backlog);
    private readonly Lock _writing = new();

    public IAsyncEnumerable<LiveMessage> ReadAllAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAllAsync(cancellationToken);

    internal IEnumerable<LiveMessage> ReadNow()
    {
        while (_channel.Reader.TryRead(out var message))
            yield return message;
    }

    public void Offer(LiveMessage message)
    {
        if (message.Owner is not null && message.Owner != owner)
            return;
        lock (_writing)
        {
            if (!_channel.Writer.TryWrite(message))
                Restart(message);
        }
    }

    private void Restart(LiveMessage message)
    {
        var lastId = message.Id;
        while (_channel.Reader.TryRead(out var dropped))
            lastId ??= dropped.Id;
        _channel.Writer.TryWrite(LiveMessage.Reset(lastId));
    }

    public void Dispose() => leave(this);
}
