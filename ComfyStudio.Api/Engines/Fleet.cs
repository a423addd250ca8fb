using ComfyStudio.Api.Models;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Engines;

/// <summary>All engines as their workers reported them last, each with what it can do.</summary>
internal sealed record Fleet(IReadOnlyList<FleetEngine> Engines)
{
    /// <summary>What people have paused.</summary>
    public Pauses Pauses { get; init; } = new(false, [], new Dictionary<string, EngineMode>());

    public bool IsReachable => Engines.Any(engine => engine.IsReachable);

    public FleetEngine? Find(string? id) => Engines.FirstOrDefault(engine => engine.Id == id);
}

/// <param name="Catalog">Null until it has told, once.</param>
internal sealed record FleetEngine(EngineSnapshot Snapshot, FleetCatalog? Catalog)
{
    /// <summary>Whether the studio keeps a login for it.</summary>
    public bool HasCredentials { get; init; }

    public string Id => Snapshot.Id;

    public string Name => Snapshot.Name;

    public bool IsReachable => Snapshot.Status is EngineStatus.Ready or EngineStatus.Busy;

    /// <summary>It is there and nobody paused it.</summary>
    public bool TakesJobs => IsReachable && Snapshot.Mode is EngineMode.Active;

    public bool HasTag(string? tag) => tag is null || Snapshot.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it may get a job that needs this, and has all of it.</summary>
    public bool CanRun(JobRequirements needs) => needs.EngineId is { } asked
        ? asked == Id
        : HasTag(needs.Tag) && needs.Models.All(HasModel) && needs.Nodes.All(HasNode);

    /// <summary>Whether a job with these models would start without loading any that takes long.</summary>
    public bool HasLoaded(IReadOnlyList<string> models) => LoadedModel.Heavy(models).All(model => Snapshot.Models.Any(loaded => loaded.Name == model));

    /// <summary>An engine that has not told what it has is given the benefit of the doubt.</summary>
    public bool HasModel(string path) => Catalog is null || Catalog.Has(path);

    public bool HasNode(string classType) => Catalog is null || Catalog.Nodes.Contains(classType);
}

/// <summary>A catalogue with its names ready to be looked up.</summary>
internal sealed record FleetCatalog(EngineCatalog Contents)
{
    // Of Windows and of the others in one spelling.
    private readonly HashSet<string> _models =
        Contents.Models.SelectMany(folder => folder.Value.Select(name => ModelName.Slashes($"{folder.Key}/{name}"))).ToHashSet(StringComparer.Ordinal);

    public IReadOnlySet<string> Nodes { get; } = Contents.Nodes.ToHashSet(StringComparer.Ordinal);

    /// <param name="path">Folder and name, as in a job's requirements.</param>
    public bool Has(string path) => _models.Contains(ModelName.Slashes(path));

    public bool KnowsFolder(string folder) => Contents.Models.ContainsKey(folder);

    public IReadOnlyList<string> ModelsIn(string folder) => Contents.Models.GetValueOrDefault(folder) ?? [];
}
