using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Engines;

/// <summary>Speaks for one engine in the registry, while this worker is the one that feeds it.</summary>
internal sealed class EngineOwnership(
    Engine engine, EngineRegistry registry, WorkerIdentity worker, IOptions<EngineWatchOptions> options, TimeProvider time)
{
    private bool _isOurs;
    private long? _awaySince;
    private long? _yieldedAt;

    public Engine Engine => engine;

    public async Task<bool> KeepAsync(CancellationToken cancellationToken) =>
        _isOurs = !IsOthersTurn && await registry.OwnAsync(engine.Id, worker.Id, options.Value.OwnershipDuration, cancellationToken);

    /// <summary>True when it changed hands since the last time.</summary>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        var wasOurs = _isOurs;
        return await KeepAsync(cancellationToken) != wasOurs;
    }

    /// <summary>True when this worker has not reached the engine for a while and another one, which waits for it, may try.</summary>
    public async Task<bool> YieldIfAwayAsync(CancellationToken cancellationToken)
    {
        if (!_isOurs || engine.Condition is { ReachableSince: not null } or { Status: EngineStatus.Connecting })
            _awaySince = null;
        else
            _awaySince ??= time.GetTimestamp();
        if (_awaySince is not { } since || time.GetElapsedTime(since) < options.Value.YieldAfter)
            return false;
        if (!await registry.IsWantedAsync(engine.Id, cancellationToken))
            return false;
        (_awaySince, _yieldedAt) = (null, time.GetTimestamp());
        await registry.DisownAsync(engine.Id, worker.Id, cancellationToken);
        return true;
    }

    /// <summary>The engine is removed: nobody should be shown it any more.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        if (!_isOurs)
            return;
        await registry.ForgetAsync(engine.Id, cancellationToken);
        await registry.DisownAsync(engine.Id, worker.Id, cancellationToken);
    }

    /// <summary>Nobody should think that somebody still looks after it; another worker may, from now on.</summary>
    public async Task GiveUpAsync(CancellationToken cancellationToken)
    {
        if (!_isOurs)
            return;
        engine.Condition = engine.Condition with { Status = EngineStatus.Unwatched, Problem = "The worker that looked after it was stopped.", ReachableSince = null };
        await PublishAsync(cancellationToken);
        await registry.DisownAsync(engine.Id, worker.Id, cancellationToken);
    }

    /// <summary>For two ownership durations after it was yielded: time enough for another worker to take it.</summary>
    private bool IsOthersTurn => _yieldedAt is { } at && time.GetElapsedTime(at) < options.Value.OwnershipDuration * 2;

    public Task PublishAsync(CancellationToken cancellationToken)
    {
        var condition = engine.Condition;
        var snapshot = new EngineSnapshot
        {
            Id = engine.Id,
            Name = engine.Name,
            Address = engine.Address,
            Status = condition.Status,
            SeenAt = time.GetUtcNow(),
            Problem = condition.Problem,
            IsSimulator = condition.IsSimulator || engine.IsDeclaredSimulator,
            WorkerId = worker.Id,
            Version = condition.Version,
            Instance = condition.Instance,
            Devices = condition.Devices,
            Jobs = [.. engine.Jobs],
            QueueRemaining = condition.QueueRemaining,
            Foreign = condition.Foreign,
            Tags = engine.Tags,
            Weight = engine.Weight,
            Mode = engine.Mode,
            FromStudio = engine.IsFromStudio,
            Setting = engine.IsFromStudio ? null : engine.AddressSetting,
            Models = engine.Holdings.Loaded.All,
            Backlog = engine.Holdings.BacklogAt(time.GetUtcNow()),
            IsBacklogGuessed = engine.Holdings.IsBacklogGuessed,
            Left = engine.Left,
            ReachableSince = condition.ReachableSince,
            CatalogAt = condition.Catalog?.At,
        };
        return registry.PublishAsync(snapshot, cancellationToken);
    }
}
