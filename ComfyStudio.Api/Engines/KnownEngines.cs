using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Engines;

/// <summary>Every engine as it stands: what its worker told last, what people said of it since, and those that no worker has looked at yet.</summary>
internal static class KnownEngines
{
    /// <summary>Workers hear of a new engine within a second; when none took it after this time, none runs.</summary>
    private static readonly TimeSpan WorkerPatience = TimeSpan.FromSeconds(15);

    public static IReadOnlyList<EngineSnapshot> Of(
        IReadOnlyList<EngineSnapshot> told, IReadOnlyList<StudioEngine> added, Pauses pauses, DateTimeOffset now)
    {
        var addedById = added.ToDictionary(engine => engine.Id, StringComparer.Ordinal);
        var looked = told
            .Where(engine => !engine.FromStudio || addedById.GetValueOrDefault(engine.Id) is { LeavesAt: null })
            .Select(engine => engine.FromStudio ? AsSaid(engine, addedById[engine.Id]) : engine);
        var unlooked = added
            .Where(engine => engine.LeavesAt is null && told.All(other => other.Id != engine.Id))
            .Select(engine => Unseen(engine, now));
        return
        [
            .. looked.Concat(unlooked).Select(engine => engine with { Mode = pauses.Engines.GetValueOrDefault(engine.Id) })
                .OrderBy(engine => engine.Name, StringComparer.OrdinalIgnoreCase).ThenBy(engine => engine.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>What was just edited is shown at once; what was found at another address says nothing of the new one.</summary>
    private static EngineSnapshot AsSaid(EngineSnapshot told, StudioEngine said)
    {
        var engine = told with { Name = said.Name, Address = said.Address, Tags = said.Tags, Weight = said.Weight };
        return told.Address == said.Address ? engine : engine with { Status = EngineStatus.Connecting, Problem = null, Devices = [], Foreign = [], Models = [] };
    }

    private static EngineSnapshot Unseen(StudioEngine said, DateTimeOffset now)
    {
        var isNew = now - said.AddedAt < WorkerPatience;
        return new EngineSnapshot
        {
            Id = said.Id,
            Name = said.Name,
            Address = said.Address,
            Status = isNew ? EngineStatus.Connecting : EngineStatus.Unwatched,
            Problem = isNew ? null : "No worker looks after this engine. Start ComfyStudio.Worker, or see its log.",
            SeenAt = said.AddedAt,
            Tags = said.Tags,
            Weight = said.Weight,
            FromStudio = true,
        };
    }
}
