using System.Collections.Concurrent;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Engines;

/// <summary>Reads the fleet. States are fresh on every call; a catalogue, which is large, only when its engine has a newer one.</summary>
internal sealed class FleetReader(EngineRegistry registry)
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, FleetCatalog Catalog)> _catalogs = new();

    public async Task<Fleet> ReadAsync(CancellationToken cancellationToken)
    {
        var snapshots = await registry.ListAsync(cancellationToken);
        var engines = await Task.WhenAll(snapshots.Select(snapshot => WithCatalogAsync(snapshot, cancellationToken)));
        return new Fleet([.. engines.OrderBy(engine => engine.Name, StringComparer.OrdinalIgnoreCase).ThenBy(engine => engine.Id, StringComparer.Ordinal)]);
    }

    public async Task<FleetEngine?> FindAsync(string id, CancellationToken cancellationToken) =>
        await registry.FindAsync(id, cancellationToken) is { } snapshot ? await WithCatalogAsync(snapshot, cancellationToken) : null;

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
