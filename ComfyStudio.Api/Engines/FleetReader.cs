using System.Collections.Concurrent;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Engines;

/// <summary>Reads the fleet. States are fresh on every call; a catalogue, which is large, only when its engine has a newer one.</summary>
internal sealed class FleetReader(EngineRegistry registry, EngineDirectory directory, JobQueue queue, TimeProvider time)
{
    /// <summary>Engines get and lose their names by hand.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, FleetCatalog Catalog)> _catalogs = new();
    private volatile Reading? _last;

    public async Task<Fleet> ReadAsync(CancellationToken cancellationToken)
    {
        var fleet = await ReadAsideAsync(cancellationToken);
        _last = new Reading(fleet, time.GetTimestamp());
        return fleet;
    }

    /// <summary>For a look in the background: nobody is answered with what it saw.</summary>
    public async Task<Fleet> ReadAsideAsync(CancellationToken cancellationToken)
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
        ])
        {
            Pauses = await pauses,
        };
    }

    /// <summary>As it was a second ago at most: enough to call engines by their names, many times a second.</summary>
    public async ValueTask<Fleet> ReadRecentAsync(CancellationToken cancellationToken) =>
        _last is { } last && time.GetElapsedTime(last.At) < Recent ? last.Fleet : await ReadAsync(cancellationToken);

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

    private sealed record Reading(Fleet Fleet, long At);
}
