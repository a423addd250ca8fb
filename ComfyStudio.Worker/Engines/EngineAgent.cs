using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Engines;

/// <summary>Looks after one engine for as long as this worker owns it: keeps the socket open, knows its health, tells the registry.</summary>
internal sealed partial class EngineAgent(
    EngineOwnership ownership, EngineInspector inspector, EngineSocket socket, AgentPace pace, ILogger<EngineAgent> logger)
{
    /// <summary>A job that is sent before the socket is open shows neither progress nor preview.</summary>
    private static readonly TimeSpan SocketPatience = TimeSpan.FromSeconds(1);

    private CancellationTokenSource? _socketEnds;
    private Task _socketTask = Task.CompletedTask;

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        var keeping = KeepOwnershipAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = await LookSafelyAsync(stoppingToken);
            await ownership.Engine.Look.WaitAsync(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await pace.SettleAsync(stoppingToken);
        }
        await keeping;
        await StandDownAsync();
    }

    /// <summary>One look; answers when to look again.</summary>
    internal async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        if (!await ownership.KeepAsync(cancellationToken))
        {
            await StandDownAsync();
            return pace.Healthy;
        }
        StartSocket(cancellationToken);
        var before = ownership.Engine.Condition;
        var found = await inspector.InspectAsync(cancellationToken);
        if (before.ReachableSince is null && found.ReachableSince is not null)
            await socket.OpenedAsync(SocketPatience, cancellationToken);
        ownership.Engine.Condition = found;
        Tell(before, ownership.Engine.Condition);
        await ownership.PublishAsync(cancellationToken);
        if (ownership.Engine.Condition.ReachableSince is null)
            return pace.NextWhileAway();
        await CancelAbandonedAsync(cancellationToken);
        return pace.Back();
    }

    /// <summary>Apart from the looks: one that a frozen engine holds up must not cost the ownership, and an orphaned engine is taken over at once.</summary>
    private async Task KeepOwnershipAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await pace.BetweenRenewalsAsync(stoppingToken);
            try
            {
                if (await ownership.RenewAsync(stoppingToken))
                    ownership.Engine.Look.Pulse();
            }
            catch (Exception exception) when (exception is JobStoreUnavailableException or OperationCanceledException)
            {
                // The looks say that Redis is away.
            }
        }
    }

    private async Task<TimeSpan> LookSafelyAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await LookAsync(stoppingToken);
        }
        catch (JobStoreUnavailableException exception)
        {
            LogStoreAway(ownership.Engine.Id, exception.Message);
            return pace.NextWhileAway();
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogLookFailed(exception, ownership.Engine.Id);
            return pace.NextWhileAway();
        }
        catch (OperationCanceledException)
        {
            return TimeSpan.Zero;
        }
    }

    private void StartSocket(CancellationToken stoppingToken)
    {
        if (_socketEnds is not null)
            return;
        _socketEnds = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        _socketTask = socket.RunAsync(_socketEnds.Token);
    }

    /// <summary>Another worker feeds the engine now; jobs that we still follow there keep their own leases.</summary>
    private async Task StandDownAsync()
    {
        ownership.Engine.Condition = ownership.Engine.Condition with { Status = EngineStatus.Connecting, ReachableSince = null };
        if (_socketEnds is null)
            return;
        await _socketEnds.CancelAsync();
        await _socketTask;
        _socketEnds.Dispose();
        _socketEnds = null;
    }

    private void Tell(EngineCondition before, EngineCondition now)
    {
        if (before.Problem != now.Problem && now.Problem is not null)
            LogProblem(ownership.Engine.Id, now.Problem);
        if (before.ReachableSince is null && now.ReachableSince is not null)
            LogReady(ownership.Engine.Id, ownership.Engine.Address, now.Version, now.Catalog?.Nodes.Count ?? 0);
        if (ownership.Engine.AcceptsJobs)
            ownership.Engine.Work.Pulse();
    }

    private async Task CancelAbandonedAsync(CancellationToken cancellationToken)
    {
        while (ownership.Engine.AbandonedPrompts.TryDequeue(out var promptId))
            await ownership.Engine.Client.CancelAsync(promptId, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Engine {EngineId} at {Address} is there: ComfyUI {Version}, {Nodes} nodes")]
    private partial void LogReady(string engineId, string address, string? version, int nodes);

    [LoggerMessage(LogLevel.Warning, "Engine {EngineId}: {Problem}")]
    private partial void LogProblem(string engineId, string problem);

    [LoggerMessage(LogLevel.Debug, "The registry cannot be told of engine {EngineId}: {Reason}")]
    private partial void LogStoreAway(string engineId, string reason);

    [LoggerMessage(LogLevel.Error, "Looking after engine {EngineId} failed; trying again")]
    private partial void LogLookFailed(Exception exception, string engineId);
}

/// <summary>When to look at an engine again.</summary>
internal sealed class AgentPace(IOptions<EngineWatchOptions> options, Random random, TimeProvider time)
{
    /// <summary>Ownership may miss several of these, and a worker that waits for an engine sees soon that it became free.</summary>
    private const int RenewalsPerOwnership = 6;

    /// <summary>Jobs begin and end in bursts; one look serves them all.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(50);

    /// <summary>The same while they go on beginning and ending: a look costs the engine three questions.</summary>
    private static readonly TimeSpan LongBurst = TimeSpan.FromMilliseconds(250);

    private readonly Backoff _away = new(options.Value.FirstPause, options.Value.LongestPause, random);
    private long _settledAt;

    public TimeSpan Healthy => options.Value.HealthInterval;

    public TimeSpan NextWhileAway() => _away.Next();

    public TimeSpan Back()
    {
        _away.Reset();
        return Healthy;
    }

    public async Task BetweenRenewalsAsync(CancellationToken cancellationToken) =>
        await Task.Delay(options.Value.OwnershipDuration / RenewalsPerOwnership, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var burst = time.GetElapsedTime(_settledAt) < LongBurst ? LongBurst : Burst;
        await Task.Delay(burst, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _settledAt = time.GetTimestamp();
    }
}
