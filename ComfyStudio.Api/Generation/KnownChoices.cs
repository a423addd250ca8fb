using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Generation;

/// <summary>What may be chosen: from the one engine that was asked for, or from all of them.</summary>
internal sealed class KnownChoices(Fleet fleet, string? engineId)
{
    /// <returns>Null while no catalogue is known, so that nothing is refused for lack of knowledge.</returns>
    public IReadOnlyCollection<string>? For(ChoiceSource? source)
    {
        var catalogs = fleet.Engines.Where(engine => engineId is null || engine.Id == engineId).Select(engine => engine.Catalog).OfType<FleetCatalog>().ToList();
        return source is null || catalogs.Count == 0 ? null : [.. catalogs.SelectMany(catalog => Names(catalog, source.Value)).Distinct()];
    }

    private static IReadOnlyList<string> Names(FleetCatalog catalog, ChoiceSource source) => source switch
    {
        ChoiceSource.Checkpoints => catalog.ModelsIn("checkpoints"),
        ChoiceSource.Samplers => catalog.Contents.Samplers,
        ChoiceSource.Schedulers => catalog.Contents.Schedulers,
        _ => throw new InvalidOperationException($"Nothing known about {source}."),
    };
}
