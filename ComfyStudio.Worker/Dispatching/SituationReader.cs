using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Scheduling;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>Gathers what one engine's next decision is made from.</summary>
internal sealed class SituationReader(Engine engine, JobQueue queue, EngineFleet fleet, TimeProvider time)
{
    public async Task<Situation> ReadAsync(EngineCatalog catalog, CancellationToken cancellationToken)
    {
        // Asked together: the job that was just queued waits for both.
        var (waiting, looking) = (queue.ReadyAsync(engine.Id, cancellationToken), fleet.ReadAsync(cancellationToken).AsTask());
        await Task.WhenAll(waiting, looking);
        var (lanes, seen) = (await waiting, await looking);
        var others = seen.Standings.Where(other => other.Id != engine.Id);
        return new Situation(Standing(catalog), [.. others], lanes, seen.History, time.GetUtcNow());
    }

    /// <summary>What it is should this lane be all that waits, without asking anybody. Null when other engines take jobs, too.</summary>
    public Situation? Presume(ReadyLane lane, EngineCatalog catalog) =>
        fleet.Recent is { } seen && seen.Standings.All(one => one.Id == engine.Id)
            ? new Situation(Standing(catalog), [], [lane with { Count = 1 }], seen.History, time.GetUtcNow())
            : null;

    private EngineStanding Standing(EngineCatalog catalog) => new()
    {
        Id = engine.Id,
        Name = engine.Name,
        Catalog = catalog,
        Tags = engine.Tags,
        Loaded = engine.Holdings.Planned,
        Backlog = engine.Holdings.BacklogAt(time.GetUtcNow()),
        IsIdle = engine.Holdings.IsEmpty,
    };
}
