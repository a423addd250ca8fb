using ComfyStudio.ComfyUI;

namespace ComfyStudio.Worker.Engines;

/// <summary>Keeps one event socket to one engine open, each time under a fresh client id, and drains it.</summary>
internal sealed partial class EngineSocket(Engine engine, Backoff backoff, TimeProvider time, ILogger<EngineSocket> logger)
{
    private volatile TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DrainOneAsync(stoppingToken);
            }
            catch (ComfyUIException exception)
            {
                LogSocketLost(engine.Id, exception.Message);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogSocketFailed(exception, engine.Id);
            }
            catch (OperationCanceledException)
            {
            }
            await engine.Answers.WaitAsync(backoff.Next(), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Returns when the socket is open, or after the patience: an engine can also be used without.</summary>
    public async Task OpenedAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        engine.Answers.Pulse();
        await _opened.Task.WaitAsync(patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task DrainOneAsync(CancellationToken stoppingToken)
    {
        var clientId = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        await using var stream = await engine.Client.ConnectAsync(clientId, stoppingToken);
        engine.ClientId = clientId;
        _opened.TrySetResult();
        backoff.Reset();
        engine.Look.Pulse();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var watch = EndWhenDeadAsync(ended);
        try
        {
            await foreach (var happened in stream.ReadAllAsync(ended.Token))
                engine.Events.Route(happened);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            LogSocketSilent(engine.Id);
        }
        finally
        {
            await ended.CancelAsync();
            await watch;
            engine.ClientId = null;
            _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
            engine.Events.NudgeAll();
            engine.Look.Pulse();
        }
    }

    private async Task EndWhenDeadAsync(CancellationTokenSource ended)
    {
        await engine.DeadSocket.WaitAsync(Timeout.InfiniteTimeSpan, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended.CancelAsync();
    }

    // The agent tells people that an engine is away; this happens every few seconds meanwhile.
    [LoggerMessage(LogLevel.Debug, "No socket to engine {EngineId}: {Reason}")]
    private partial void LogSocketLost(string engineId, string reason);

    [LoggerMessage(LogLevel.Error, "The socket to engine {EngineId} failed")]
    private partial void LogSocketFailed(Exception exception, string engineId);

    [LoggerMessage(LogLevel.Warning, "Socket to engine {EngineId} says nothing although the engine works; connecting again")]
    private partial void LogSocketSilent(string engineId);
}
