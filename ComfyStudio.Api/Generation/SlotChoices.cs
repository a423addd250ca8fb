using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Models;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Generation;

/// <summary>What may be chosen: from the one engine that was asked for, or from all of them.</summary>
/// <param name="catalogs">Of those engines that have told.</param>
/// <param name="nodes">What their nodes take, as far as it is known.</param>
internal sealed class SlotChoices(IReadOnlyList<FleetCatalog> catalogs, IReadOnlyList<NodeCatalog> nodes)
{
    private const string LoraFolder = "loras";

    public static SlotChoices Of(Fleet fleet, string? engineId, IReadOnlyList<NodeCatalog> nodes) => new(
        [.. fleet.Engines.Where(engine => engineId is null || engine.Id == engineId).Select(engine => engine.Catalog).OfType<FleetCatalog>()], nodes);

    /// <summary>Whether an engine has said what it has.</summary>
    public bool AreTold => catalogs.Count > 0;

    /// <returns>Null while nobody knows, so that nothing is refused for lack of knowledge.</returns>
    public ChoiceList? Find(Template template, Slot slot)
    {
        if (slot.Choices is { } fixedChoices)
            return new ChoiceList(fixedChoices, AreFiles: false);
        var names = (slot.Type is SlotType.Loras ? LoraFolder : slot.ChoicesFrom) switch
        {
            null => null,
            ChoiceSources.Node => FromNode(template, slot),
            ChoiceSources.Samplers => Joined(catalogs.Select(catalog => catalog.Contents.Samplers)),
            ChoiceSources.Schedulers => Joined(catalogs.Select(catalog => catalog.Contents.Schedulers)),
            var folder => catalogs.Any(catalog => catalog.KnowsFolder(folder)) ? Joined(catalogs.Select(catalog => catalog.ModelsIn(folder))) : null,
        };
        return names is null ? null : new ChoiceList(names, AreFiles: slot.Type is SlotType.Loras or SlotType.Model);
    }

    /// <summary>For the form. Files are left out: there may be thousands, and the list of models has them with their friendly names.</summary>
    public IReadOnlyList<string>? Shown(Template template, Slot slot) =>
        slot.Type is SlotType.Loras || slot.ChoosesFiles ? slot.Choices : Find(template, slot)?.Names;

    private IReadOnlyList<string>? FromNode(Template template, Slot slot)
    {
        var place = SlotInput.Parse(slot.Inputs[0]);
        var classType = template.Graph.Node(place.NodeId).ClassType;
        // An engine without the node, or one that fetches the choices on demand, does not say what may be chosen.
        return Joined(nodes.Select(catalog => catalog.Choices(classType, place.Input)).Where(choices => choices.Count > 0));
    }

    private static IReadOnlyList<string>? Joined(IEnumerable<IReadOnlyList<string>> lists)
    {
        var all = lists.ToList();
        return all.Count == 0 ? null : all is [var only] ? only : [.. all.SelectMany(list => list).Distinct()];
    }
}

/// <param name="AreFiles">Then a folder may be divided by '\' or by '/': engines on Windows and elsewhere differ in it.</param>
internal sealed record ChoiceList(IReadOnlyList<string> Names, bool AreFiles)
{
    public bool Contains(string name) => Names.Contains(name) || (AreFiles && Names.Any(other => ModelName.AreSame(other, name)));
}
