using System.Collections.Concurrent;
using System.IO.Compression;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Engines;

/// <summary>What the engines' nodes take. A megabyte and a half of JSON each: read once for as long as it stays the same.</summary>
internal sealed partial class EngineNodes(EngineRegistry registry, ILogger<EngineNodes> logger)
{
    private readonly ConcurrentDictionary<string, Reading> _byEngine = new(StringComparer.Ordinal);

    /// <returns>Null until the engine has told, once, to a worker that passes it on.</returns>
    public async Task<NodeCatalog?> FindAsync(FleetEngine engine, CancellationToken cancellationToken)
    {
        if (engine.Catalog?.Contents.NodesHash is not { } hash)
            return null;
        if (Known(engine.Id, hash) is { } known)
            return known;
        if (await registry.FindNodesAsync(engine.Id, cancellationToken) is not { } definitions)
            return null;
        if (Read(engine.Id, definitions) is not { } catalog)
            return null;
        _byEngine[engine.Id] = new Reading(definitions.Sha256, catalog);
        return catalog;
    }

    /// <summary>Of those that have told: the one that was asked for, or all, reachable ones first.</summary>
    public async Task<IReadOnlyList<NodeCatalog>> ListAsync(Fleet fleet, string? engineId, CancellationToken cancellationToken)
    {
        var engines = fleet.Engines.Where(engine => engineId is null || engine.Id == engineId).OrderByDescending(engine => engine.IsReachable);
        var catalogs = new List<NodeCatalog>();
        foreach (var engine in engines)
        {
            if (await FindAsync(engine, cancellationToken) is { } catalog)
                catalogs.Add(catalog);
        }

        return [.. catalogs.Distinct()];
    }

    /// <summary>Any engine's, best of one that can be reached.</summary>
    public async Task<NodeCatalog?> AnyAsync(Fleet fleet, CancellationToken cancellationToken) =>
        await ListAsync(fleet, engineId: null, cancellationToken) is [var first, ..] ? first : null;

    // Engines with the same files tell the same.
    private NodeCatalog? Known(string engineId, string hash) =>
        _byEngine.TryGetValue(engineId, out var own) && own.Sha256 == hash
            ? own.Catalog
            : _byEngine.Values.FirstOrDefault(reading => reading.Sha256 == hash)?.Catalog;

    private NodeCatalog? Read(string engineId, EngineNodeDefinitions definitions)
    {
        try
        {
            using var json = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(definitions.Gzip.ToArray()), CompressionMode.Decompress))
                gzip.CopyTo(json);
            return NodeCatalog.Parse(json.GetBuffer().AsSpan(0, (int)json.Length));
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException)
        {
            LogUnreadable(engineId, exception.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "What the nodes of engine {EngineId} take cannot be read: {Reason}")]
    private partial void LogUnreadable(string engineId, string reason);

    private sealed record Reading(string Sha256, NodeCatalog Catalog);
}
