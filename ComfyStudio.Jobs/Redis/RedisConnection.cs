using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ComfyStudio.Jobs.Redis;

/// <summary>
/// The one place that talks to Redis, and where the client's traps are handled: only its asynchronous calls are used, every call has a time
/// limit and a token, nothing ever blocks the shared connection, and whatever means "Redis is away" becomes one exception. It connects on
/// first use and goes on trying in the background.
/// </summary>
internal sealed partial class RedisConnection(IOptions<JobsOptions> options, ILogger<RedisConnection> logger) : IAsyncDisposable
{
    private static readonly string[] NotNow = ["LOADING", "BUSY ", "MISCONF", "READONLY", "CLUSTERDOWN", "TRYAGAIN", "MASTERDOWN", "OOM "];

    private readonly Lock _lock = new();
    private readonly JobsOptions _options = options.Value;
    private readonly RedisValue _logLength = options.Value.EventLogLength;
    private Task<ConnectionMultiplexer>? _opening;

    public RedisKeys Keys { get; } = new(options.Value.Queue);

    /// <summary>Raised when the connection is back: whatever was published meanwhile is lost.</summary>
    public event Action? Restored;

    /// <summary>Runs a script on this queue.</summary>
    public async Task<RedisResult> RunAsync(RedisScript script, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        RedisKey[] keys = [Keys.Prefix];
        RedisValue[] values = [_logLength, .. arguments];
        try
        {
            return await CallAsync(database => database.ScriptEvaluateAsync(script.Hash, keys, values), cancellationToken);
        }
        catch (RedisServerException missing) when (missing.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await CallAsync(database => database.ScriptEvaluateAsync(script.Text, keys, values), cancellationToken);
        }
    }

    /// <summary>Runs one command, or several that are sent together.</summary>
    public async Task<T> CallAsync<T>(Func<IDatabaseAsync, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            var multiplexer = await ConnectAsync(cancellationToken);
            return await call(multiplexer.GetDatabase()).WaitAsync(_options.CallTimeout, cancellationToken);
        }
        catch (Exception exception) when (MeansAway(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw new JobStoreUnavailableException($"The job store (Redis) cannot be reached: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Sees to it that a channel is listened to. Call it again now and then: the client lets go of its subscriptions while Redis is away, and
    /// takes them up again only if it is not busy looking for Redis at the moment when the connection is back.
    /// </summary>
    public async Task SubscribeAsync(string channel, Action<RedisValue> handle, CancellationToken cancellationToken)
    {
        try
        {
            var subscriber = (await ConnectAsync(cancellationToken)).GetSubscriber();
            var name = new RedisChannel(channel, RedisChannel.PatternMode.Literal);
            if (subscriber.SubscribedEndpoint(name) is not null) return;

            // Of a channel that it knows, the client would only add the handler, and ask Redis for nothing.
            await subscriber.UnsubscribeAsync(name).WaitAsync(_options.CallTimeout, cancellationToken);
            await subscriber.SubscribeAsync(name, (_, value) => handle(value)).WaitAsync(_options.CallTimeout, cancellationToken);
        }
        catch (Exception exception) when (MeansAway(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw new JobStoreUnavailableException($"The job store (Redis) cannot be reached: {exception.Message}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_opening is not { } opening) return;
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!opening.IsCompletedSuccessfully) return;

        using var multiplexer = await opening;
        await multiplexer.CloseAsync(allowCommandsToComplete: false);
    }

    // A caller that gives up leaves the attempt to the next one, so that there is never more than one connection.
    private Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_opening is null or { IsFaulted: true } or { IsCanceled: true }) _opening = OpenAsync();
            return _opening.IsCompleted ? _opening : _opening.WaitAsync(_options.CallTimeout, cancellationToken);
        }
    }

    private async Task<ConnectionMultiplexer> OpenAsync()
    {
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(Configure(_options));
#pragma warning disable CS0618 // 2.x keeps the property and ignores it; in 1.2.6 a slow continuation would hold up all others.
        multiplexer.PreserveAsyncOrder = false;
#pragma warning restore CS0618
        multiplexer.ConnectionFailed += (_, failure) => LogLost(failure.EndPoint, failure.FailureType);
        multiplexer.ConnectionRestored += (_, restored) =>
        {
            LogRestored(restored.EndPoint);
            Restored?.Invoke();
        };
        return multiplexer;
    }

    private static ConfigurationOptions Configure(JobsOptions options)
    {
        var configuration = ConfigurationOptions.Parse(options.Redis);
        configuration.AbortOnConnectFail = false;
        configuration.ClientName = "comfystudio";
        configuration.KeepAlive = 10;
        configuration.ConnectTimeout = (int)Math.Min(options.CallTimeout.TotalMilliseconds, 2000);
        // At each of the client's heartbeats (1 s). By itself it would rest for the connect timeout after each try, and be seconds late for a
        // Redis that is back.
        configuration.ReconnectRetryPolicy = new LinearRetry(100);
        return configuration;
    }

    private static bool MeansAway(Exception exception) => exception switch
    {
        RedisServerException refused => Array.Exists(NotNow, refused.Message.Contains),
        // The client cancels its own tasks when it closes a connection.
        RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException => true,
        // 1.2.6 trips over a connection that just ends while it puts together why there is none.
        NullReferenceException { Source: "StackExchange.Redis" } => true,
        AggregateException { InnerException: { } inner } => MeansAway(inner),
        _ => false,
    };

    [LoggerMessage(LogLevel.Warning, "The connection to Redis at {Endpoint} was lost ({Failure}); trying again")]
    private partial void LogLost(EndPoint? endpoint, ConnectionFailureType failure);

    [LoggerMessage(LogLevel.Information, "Redis at {Endpoint} is back")]
    private partial void LogRestored(EndPoint? endpoint);
}
