using System.Collections.Concurrent;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Engines;

/// <summary>Reads the fleet. States are fresh on every call; a catalogue, which is large, only when its engine has a newer one.</summary>
internal sealed class FleetReader(EngineRegistry registry, EngineDirectory directory, JobQueue queue, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, FleetCatalog Catalog)> _catalogs = new();

    public async Task<Fleet> ReadAsync(CancellationToken cancellationToken)
    {
        // Asked together, answered together: one way to Redis and back.
        var told = registry.ListAsync(cancellationToken);
        var added = directory.ListAsync(cancellationToken);
        var pauses = queue.PausesAsync(cancellationToken);
        await Task.WhenAll(told, added, pauses);
        var engines = KnownEngines.Of(await told, await added, await pauses, time.GetUtcNow());
        var withCredentials = (await added).Where(engine => engine.HasCredentials).Select(engine => engine.Id).ToHashSet(StringComparer.Ordinal);
        return new Fleet(
        [
            .. (await Task.WhenAll(engines.Select(engine => WithCatalogAsync(engine, cancellationToken))))
                .Select(engine => engine with { HasCredentials = engine.Snapshot.FromStudio && withCredentials.Contains(engine.Id) }),
        ]);
    }

    public async Task<FleetEngine?> FindAsync(string id, CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Find(id);

    private async Task<FleetEngine> WithCatalogAsync(EngineSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (_catalogs.TryGetValue(snapshot.Id, out var known) && known.At == snapshot.CatalogAt)
            return new FleetEngine(snapshot, known.Catalog);
        if (await registry.FindCatalogAsync(snapshot.Id, cancellationToken) is not { } contents)
            return new FleetEngine(snapshot, null);

        var catalog = new FleetCatalog(contents);
        _catalogs[snapshot.Id] = (contents.At, catalog);
        return new FleetEngine(snapshot, catalog);
    }
}
