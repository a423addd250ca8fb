using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ComfyStudio.Jobs.Redis;

/// <summary>
/// The published hints, heard once per process and handed to everybody here who listens. A hint may be lost at any time, so whoever listens
/// also looks by itself from time to time.
/// </summary>
internal sealed class RedisSignals : IDisposable
{
    /// <summary>The message of what nobody waits for that very moment.</summary>
    public const string Soon = "soon";

    private const int MaxWaitingMessages = 1000;

    /// <summary>A restored connection renews its subscriptions a moment later; what was published in between is found by looking once more.</summary>
    private static readonly TimeSpan RenewalTime = TimeSpan.FromMilliseconds(500);

    private readonly RedisConnection _redis;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pollInterval;
    private readonly ConcurrentDictionary<string, Listeners> _channels = new();
    private readonly ITimer _onceMore;

    public RedisSignals(RedisConnection redis, TimeProvider time, IOptions<JobsOptions> options)
    {
        _redis = redis;
        _time = time;
        _pollInterval = options.Value.PollInterval;
        _onceMore = time.CreateTimer(_ => CallAll(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _redis.Restored += HandleRestored;
    }

    public void Dispose()
    {
        _redis.Restored -= HandleRestored;
        _onceMore.Dispose();
    }

    public IAsyncEnumerable<QueueWake> WatchWakesAsync(CancellationToken cancellationToken) =>
        WatchChannelAsync(_redis.Keys.Wakes, cancellationToken);

    /// <summary>Yields at once, on every message of a channel (several at once count as one), after a lost connection, and at every poll.</summary>
    public async IAsyncEnumerable<QueueWake> WatchChannelAsync(string channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wakeup = new Wakeup(_time);
        using var listening = Listen(channel, wakeup, _ => { });
        await TrySubscribeAsync(channel, cancellationToken);
        yield return QueueWake.Started;
        while (true)
        {
            var reason = await wakeup.WaitAsync(_pollInterval, cancellationToken);
            if (reason != QueueWake.Published) await TrySubscribeAsync(channel, cancellationToken);
            yield return reason;
        }
    }

    public async IAsyncEnumerable<JobId> WatchCancelsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in WatchMessagesAsync(_redis.Keys.Cancels, cancellationToken))
        {
            if (JobId.TryParse(message, null, out var id)) yield return id;
        }
    }

    /// <summary>The messages of a channel from now on. One that is too slow loses the oldest.</summary>
    public async IAsyncEnumerable<string> WatchMessagesAsync(string channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wakeup = new Wakeup(_time);
        var waiting = Channel.CreateBounded<string>(
            new BoundedChannelOptions(MaxWaitingMessages) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        using var listening = Listen(channel, wakeup, message => waiting.Writer.TryWrite(message!));
        while (true)
        {
            await TrySubscribeAsync(channel, cancellationToken);
            while (waiting.Reader.TryRead(out var message)) yield return message;
            await wakeup.WaitAsync(_pollInterval, cancellationToken);
        }
    }

    /// <summary>From now until it is disposed, each message goes to <paramref name="handle"/> and then calls <paramref name="wakeup"/>.</summary>
    public IDisposable Listen(string channel, Wakeup wakeup, Action<RedisValue> handle)
    {
        var listeners = _channels.GetOrAdd(channel, _ => new Listeners());
        var listener = new Listener(listeners, wakeup, handle);
        listeners.All[listener] = true;
        return listener;
    }

    /// <summary>Subscribes to a channel that is not subscribed to, for all its listeners. While Redis is away it does nothing; the next call tries again.</summary>
    public async Task TrySubscribeAsync(string channel, CancellationToken cancellationToken)
    {
        var listeners = _channels.GetOrAdd(channel, _ => new Listeners());
        await listeners.Gate.WaitAsync(cancellationToken);
        try
        {
            await _redis.SubscribeAsync(channel, listeners.Hand, cancellationToken);
        }
        catch (JobStoreUnavailableException)
        {
            // The poll is the net; the next round tries again.
        }
        finally
        {
            listeners.Gate.Release();
        }
    }

    private void HandleRestored()
    {
        CallAll();
        _onceMore.Change(RenewalTime, Timeout.InfiniteTimeSpan);
    }

    private void CallAll()
    {
        foreach (var listener in _channels.Values.SelectMany(listeners => listeners.All.Keys)) listener.Wakeup.Call(QueueWake.Restored);
    }

    private sealed class Listeners
    {
        public ConcurrentDictionary<Listener, bool> All { get; } = new();

        public SemaphoreSlim Gate { get; } = new(1);

        public void Hand(RedisValue message)
        {
            foreach (var (listener, _) in All)
            {
                listener.Handle(message);
                if (message == Soon) listener.Wakeup.CallSoon(QueueWake.Published);
                else listener.Wakeup.Call(QueueWake.Published);
            }
        }
    }

    private sealed class Listener(Listeners listeners, Wakeup wakeup, Action<RedisValue> handle) : IDisposable
    {
        public Wakeup Wakeup { get; } = wakeup;

        public Action<RedisValue> Handle { get; } = handle;

        public void Dispose() => listeners.All.TryRemove(this, out _);
    }
}
