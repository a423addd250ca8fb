using ComfyStudio.Api.Engines;

namespace ComfyStudio.Api.Models;

/// <param name="AsOf">When the newest of the catalogues was read; null while none is known.</param>
/// <param name="Reachable">Whether any engine can be reached now.</param>
internal sealed record ModelsView(
    DateTimeOffset? AsOf,
    bool Reachable,
    IReadOnlyList<ModelView> Checkpoints,
    IReadOnlyList<ModelView> Loras,
    IReadOnlyList<ModelView> Vae,
    IReadOnlyList<string> Samplers,
    IReadOnlyList<string> Schedulers)
{
    public static ModelsView Of(Fleet fleet)
    {
        var catalogs = fleet.Engines.Select(engine => engine.Catalog).OfType<FleetCatalog>().ToList();
        return new ModelsView(
            catalogs.Count == 0 ? null : catalogs.Max(catalog => catalog.Contents.At),
            fleet.IsReachable,
            ModelsIn(fleet, "checkpoints", name => ModelName.LooksMerged(name) ? ModelGroup.Merged : ModelGroup.Base),
            ModelsIn(fleet, "loras", _ => ModelGroup.Lora),
            ModelsIn(fleet, "vae", _ => ModelGroup.Base),
            [.. catalogs.SelectMany(catalog => catalog.Contents.Samplers).Distinct()],
            [.. catalogs.SelectMany(catalog => catalog.Contents.Schedulers).Distinct()]);
    }

    private static IReadOnlyList<ModelView> ModelsIn(Fleet fleet, string folder, Func<string, ModelGroup> groupOf) =>
    [
        .. fleet.Engines
            .SelectMany(engine => engine.Catalog?.ModelsIn(folder).Select(name => (Name: name, engine.Id)) ?? [])
            .GroupBy(model => model.Name, model => model.Id)
            .Select(model => new ModelView(model.Key, ModelName.LabelOf(model.Key), ModelName.FolderOf(model.Key), groupOf(model.Key), [.. model]))
            .OrderBy(model => model.Label, StringComparer.OrdinalIgnoreCase)
            .ThenBy(model => model.Name, StringComparer.Ordinal),
    ];
}

/// <param name="Name">As the engines spell it: what a slot takes.</param>
/// <param name="Label">For people.</param>
/// <param name="Engines">Ids of the engines that have it.</param>
internal sealed record ModelView(string Name, string Label, string? Folder, ModelGroup Group, IReadOnlyList<string> Engines);

internal enum ModelGroup
{
    Base,
    Lora,
    Merged,
}
