using ComfyStudio.Api.Engines;

namespace ComfyStudio.Api.Models;

/// <param name="AsOf">When the newest of the catalogues was read; null while none is known.</param>
/// <param name="Folders">Every kind of model that any engine has, by ComfyUI's name of its folder.</param>
/// <param name="Reachable">Whether any engine can be reached now.</param>
internal sealed record ModelsView(
    DateTimeOffset? AsOf,
    bool Reachable,
    IReadOnlyList<ModelView> Checkpoints,
    IReadOnlyList<ModelView> Loras,
    IReadOnlyList<ModelView> Vae,
    IReadOnlyDictionary<string, IReadOnlyList<ModelView>> Folders,
    IReadOnlyList<string> Samplers,
    IReadOnlyList<string> Schedulers)
{
    private const string CheckpointFolder = "checkpoints";
    private const string LoraFolder = "loras";

    public static ModelsView Of(Fleet fleet)
    {
        var catalogs = fleet.Engines.Select(engine => engine.Catalog).OfType<FleetCatalog>().ToList();
        var folders = catalogs.SelectMany(catalog => catalog.Contents.Models.Keys).Distinct().Order(StringComparer.Ordinal)
            .ToDictionary(folder => folder, folder => ModelsIn(fleet, folder));
        return new ModelsView(
            catalogs.Count == 0 ? null : catalogs.Max(catalog => catalog.Contents.At),
            fleet.IsReachable,
            folders.GetValueOrDefault(CheckpointFolder, []),
            folders.GetValueOrDefault(LoraFolder, []),
            folders.GetValueOrDefault("vae", []),
            folders,
            [.. catalogs.SelectMany(catalog => catalog.Contents.Samplers).Distinct()],
            [.. catalogs.SelectMany(catalog => catalog.Contents.Schedulers).Distinct()]);
    }

    private static IReadOnlyList<ModelView> ModelsIn(Fleet fleet, string folder) =>
    [
        .. fleet.Engines
            .SelectMany(engine => engine.Catalog?.ModelsIn(folder).Select(name => (Name: name, engine.Id)) ?? [])
            .GroupBy(model => ModelName.Slashes(model.Name))
            .Select(model => new ModelView(
                model.First().Name, ModelName.LabelOf(model.Key), ModelName.FolderOf(model.Key), GroupOf(folder, model.Key), [.. model.Select(each => each.Id)]))
            .OrderBy(model => model.Label, StringComparer.OrdinalIgnoreCase)
            .ThenBy(model => model.Name, StringComparer.Ordinal),
    ];

    private static ModelGroup GroupOf(string folder, string name) => folder switch
    {
        LoraFolder => ModelGroup.Lora,
        CheckpointFolder when ModelName.LooksMerged(name) => ModelGroup.Merged,
        _ => ModelGroup.Base,
    };
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
