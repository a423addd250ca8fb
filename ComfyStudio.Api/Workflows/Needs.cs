using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows;

/// <summary>What a graph needs on an engine, and what no engine has.</summary>
internal static class Needs
{
    public static TemplateRequires Of(ApiGraph graph, WorkflowHints hints) => new()
    {
        Nodes = [.. graph.ClassTypes.Order(StringComparer.Ordinal).Select(hints.FindNode).OfType<RequiredNode>()],
        Models = [.. graph.Models.Where(model => model.Folder is not null).Select(model => hints.FindModel(model.Folder!, model.Name)).OfType<RequiredModel>().Distinct()],
    };

    public static IReadOnlyList<MissingNode> MissingNodes(ApiGraph graph, NodeCatalog catalog, WorkflowHints hints) => catalog.Nodes.Count == 0
        ? []
        : [.. catalog.MissingFor(graph).Select(type => new MissingNode(type, hints.FindNode(type)?.Package, hints.FindNode(type)?.Url))];

    public static IReadOnlyList<MissingModel> MissingModels(ApiGraph graph, IReadOnlyList<Slot> slots, Fleet fleet, WorkflowHints hints) =>
    [
        .. graph.Models
            .Where(model => model.Folder is { } folder && !HasModel(fleet, folder, model.Name))
            .Select(model => Describe(model.Folder!, model.Name, slots, hints)),
    ];

    // An engine that never told what it has, or has no such folder, tells nothing about its files.
    private static bool HasModel(Fleet fleet, string folder, string name)
    {
        var catalogs = fleet.Engines.Select(engine => engine.Catalog).OfType<FleetCatalog>().Where(catalog => catalog.KnowsFolder(folder)).ToList();
        return catalogs.Count == 0 || catalogs.Any(catalog => catalog.Has($"{folder}/{name}"));
    }

    private static bool IsFor(Slot slot, string folder, string name) => slot switch
    {
        { Type: SlotType.Loras, Default: { } list } => folder == "loras" && LoraRules.TryRead(list, out var loras) && loras.Any(lora => lora.Name == name),
        { Default: { ValueKind: JsonValueKind.String } value } => slot.ChoicesFrom == folder && value.GetString() == name,
        _ => false,
    };

    private static MissingModel Describe(string folder, string name, IReadOnlyList<Slot> slots, WorkflowHints hints)
    {
        var slot = slots.FirstOrDefault(slot => IsFor(slot, folder, name));
        var hint = hints.FindModel(folder, name);
        return new MissingModel(folder, name, slot?.Name, hint?.Url, hint?.Sha256, $"models/{folder}");
    }
}
