using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Engines;

/// <summary>Speaks for one engine in the registry, while this worker is the one that feeds it.</summary>
internal sealed class EngineOwnership(
    Engine engine, EngineRegistry registry, WorkerIdentity worker, IOptions<EngineWatchOptions> options, TimeProvider time)
{
    private bool _isOurs;

    public Engine Engine => engine;

    public async Task<bool> KeepAsync(CancellationToken cancellationToken) =>
        _isOurs = await registry.OwnAsync(engine.Id, worker.Id, options.Value.OwnershipDuration, cancellationToken);

    /// <summary>True when it changed hands since the last time.</summary>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        var wasOurs = _isOurs;
        return await KeepAsync(cancellationToken) != wasOurs;
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
            Models = engine.Holdings.Loaded.All,
            Backlog = engine.Holdings.BacklogAt(time.GetUtcNow()),
            Left = engine.Left,
            ReachableSince = condition.ReachableSince,
            CatalogAt = condition.Catalog?.At,
        };
        return registry.PublishAsync(snapshot, cancellationToken);
    }
}
