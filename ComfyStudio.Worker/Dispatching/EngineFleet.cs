using System.Collections.Concurrent;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Scheduling;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>All engines as their workers tell of them, and how long their jobs took. Kept for a moment, for every claim asks.</summary>
internal sealed class EngineFleet(EngineRegistry registry, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FleetAge = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RecentAge = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HistoryAge = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _reading = new(1);
    private readonly ConcurrentDictionary<string, EngineCatalog> _catalogs = [];
    private FleetSeen? _seen;
    private long _seenAt;
    private long _historyAt;

    /// <summary>As it was seen last; null when that is too long ago. An idle engine looks every second.</summary>
    public FleetSeen? Recent => _seen is { } seen && time.GetElapsedTime(_seenAt) < RecentAge ? seen : null;

    public async ValueTask<FleetSeen> ReadAsync(CancellationToken cancellationToken)
    {
        if (_seen is { } recent && time.GetElapsedTime(_seenAt) < FleetAge)
            return recent;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_seen is null || time.GetElapsedTime(_seenAt) >= FleetAge)
                await LookAsync(cancellationToken);
            return _seen!;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var snapshots = await registry.ListAsync(cancellationToken);
        var standings = new List<EngineStanding>();
        foreach (var snapshot in snapshots.Where(TakesJobs))
        {
            if (await CatalogAsync(snapshot, cancellationToken) is { } catalog)
                standings.Add(Standing(snapshot, catalog));
        }
        var history = await HistoryAsync(snapshots, cancellationToken);
        _seen = new FleetSeen(snapshots, standings, history);
        _seenAt = time.GetTimestamp();
    }

    private static bool TakesJobs(EngineSnapshot engine) =>
        engine is { Status: EngineStatus.Ready or EngineStatus.Busy, Mode: EngineMode.Active };

    private async Task<EngineCatalog?> CatalogAsync(EngineSnapshot engine, CancellationToken cancellationToken)
    {
        if (_catalogs.TryGetValue(engine.Id, out var known) && known.At == engine.CatalogAt)
            return known;
        var catalog = await registry.FindCatalogAsync(engine.Id, cancellationToken);
        if (catalog is not null)
            _catalogs[engine.Id] = catalog;
        return catalog;
    }

    private async Task<RunHistory> HistoryAsync(IReadOnlyList<EngineSnapshot> engines, CancellationToken cancellationToken)
    {
        if (_seen is not null && time.GetElapsedTime(_historyAt) < HistoryAge)
            return _seen.History;
        var runs = await Task.WhenAll(engines.Select(async engine =>
            new EngineRuns(engine.Id, engine.Weight, await registry.RunSamplesAsync(engine.Id, cancellationToken))));
        _historyAt = time.GetTimestamp();
        return new RunHistory(runs);
    }

    private static EngineStanding Standing(EngineSnapshot engine, EngineCatalog catalog) => new()
    {
        Id = engine.Id,
        Name = engine.Name,
        Catalog = catalog,
        Tags = engine.Tags,
        Loaded = LoadedModels.None(kept: 1) with { Runs = [engine.Models] },
        Backlog = engine.Backlog,
        IsIdle = engine is { Jobs.Count: 0, QueueRemaining: 0 },
    };
}

/// <param name="Standings">Of those that take jobs now.</param>
internal sealed record FleetSeen(IReadOnlyList<EngineSnapshot> Snapshots, IReadOnlyList<EngineStanding> Standings, RunHistory History);
