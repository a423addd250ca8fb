using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Scheduling;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>Gathers what one engine's next decision is made from.</summary>
internal sealed class SituationReader(Engine engine, JobQueue queue, EngineFleet fleet, TimeProvider time)
{
    public async Task<Situation> ReadAsync(EngineCatalog catalog, CancellationToken cancellationToken)
    {
        var lanes = await queue.ReadyAsync(engine.Id, cancellationToken);
        if (lanes.Count == 0)
            return new Situation(Standing(catalog, []), [], lanes, RunHistory.Empty, time.GetUtcNow());
        var seen = await fleet.ReadAsync(cancellationToken);
        var tags = seen.Snapshots.FirstOrDefault(snapshot => snapshot.Id == engine.Id)?.Tags ?? [];
        var others = seen.Standings.Where(other => other.Id != engine.Id);
        return new Situation(Standing(catalog, tags), [.. others], lanes, seen.History, time.GetUtcNow());
    }

    private EngineStanding Standing(EngineCatalog catalog, IReadOnlyList<string> tags) => new()
    {
        Id = engine.Id,
        Name = engine.Name,
        Catalog = catalog,
        Tags = tags,
        Loaded = engine.Holdings.Planned,
        Backlog = engine.Holdings.BacklogAt(time.GetUtcNow()),
        IsIdle = engine.Holdings.IsEmpty,
    };
}
