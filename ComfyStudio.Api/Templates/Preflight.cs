using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Templates;

/// <summary>Looks through engines for what a template needs as it is offered: parts that are off by default are not missed.</summary>
internal sealed class Preflight(FleetReader fleets, EngineNodes engineNodes, TemplateBinder binder)
{
    /// <returns>Null when the engine that is asked about is not known.</returns>
    public async Task<PreflightView?> InspectAsync(Template template, string? engineId, CancellationToken cancellationToken)
    {
        var fleet = await fleets.ReadAsync(cancellationToken);
        if (engineId is not null && fleet.Find(engineId) is null)
            return null;
        var found = new List<PreflightEngine>();
        foreach (var engine in fleet.Engines.Where(engine => engineId is null || engine.Id == engineId))
            found.Add(Inspect(template, fleet, engine, await engineNodes.FindAsync(engine, cancellationToken)));
        return new PreflightView(found);
    }

    private PreflightEngine Inspect(Template template, Fleet fleet, FleetEngine engine, NodeCatalog? nodes)
    {
        IReadOnlyList<NodeCatalog> known = nodes is null ? [] : [nodes];
        var choices = SlotChoices.Of(fleet, engine.Id, known);
        var bound = binder.Bind(template, new SlotValues(template, asked: null, choices).Read(new FieldErrors()), known);
        var missingNodes = MissingNodes(template, engine, bound).ToList();
        var missingModels = MissingModels(template, engine, bound).Distinct().ToList();
        return new PreflightEngine(
            engine.Id, engine.Name, engine.IsReachable, engine.Catalog is not null && missingNodes.Count + missingModels.Count == 0, missingNodes, missingModels,
            [.. bound.Filled.Select(filled => new GainedInput(filled.NodeId, filled.ClassType, filled.Input, JsonSerializer.SerializeToElement(filled.Value, GenerationJson.Default.JsonNode)))]);
    }

    private static IEnumerable<MissingNode> MissingNodes(Template template, FleetEngine engine, BoundGraph bound) =>
        from classType in bound.Graph.ClassTypes.Order(StringComparer.Ordinal)
        where !engine.HasNode(classType)
        let source = template.File.Requires.Nodes.FirstOrDefault(node => node.ClassType == classType)
        select new MissingNode(classType, source?.Package, source?.Url);

    private static IEnumerable<MissingModel> MissingModels(Template template, FleetEngine engine, BoundGraph bound)
    {
        foreach (var slot in template.Slots.Where(slot => slot is { Type: SlotType.Model, ChoosesFiles: true, IsOptional: false } && IsInUse(slot, bound)))
        {
            if (!HasAny(template, engine, slot))
                yield return MissingFor(template, slot);
        }

        // Those of a list of LoRAs stand as they are: no other one takes their place.
        var chosen = bound.Marks.Where(mark => template.FindSlot(mark.Slot)?.Type is not SlotType.Loras).Select(mark => bound.Graph.Node(mark.NodeId).FindText(mark.Input)).ToHashSet();
        foreach (var model in bound.Graph.Models.Where(model => model.Folder is not null && !chosen.Contains(model.Name) && !IsOffered(template, model)))
        {
            if (!engine.HasModel($"{model.Folder}/{model.Name}"))
                yield return Missing(template, model.Folder!, model.Name, SlotOf(bound, model));
        }
    }

    private static string? SlotOf(BoundGraph bound, ModelReference model) =>
        bound.Marks.FirstOrDefault(mark => bound.Graph.Node(mark.NodeId).FindText(mark.Input) == model.Name)?.Slot;

    // The graph keeps its own name where an engine has nothing for the slot; that was told already.
    private static bool IsOffered(Template template, ModelReference model) =>
        template.Slots.Any(slot => slot.Type is SlotType.Model && slot.ChoicesFrom == model.Folder);

    private static bool IsInUse(Slot slot, BoundGraph bound) =>
        slot.Inputs.Select(SlotInput.Parse).Any(place => bound.Graph.FindNode(place.NodeId) is not null);

    /// <summary>Any model of the kind will do, unless the template wants several different ones of it.</summary>
    private static bool HasAny(Template template, FleetEngine engine, Slot slot)
    {
        if (engine.Catalog is not { } catalog)
            return true;
        var files = catalog.ModelsIn(slot.ChoicesFrom!);
        var isOneOfSeveral = template.Slots.Count(other => other is { Type: SlotType.Model, IsOptional: false } && other.ChoicesFrom == slot.ChoicesFrom) > 1;
        return isOneOfSeveral ? files.Any(slot.Suits) : files.Count > 0;
    }

    private static MissingModel MissingFor(Template template, Slot slot)
    {
        var place = SlotInput.Parse(slot.Inputs[0]);
        var wanted = template.File.Requires.Models.FirstOrDefault(model => model.Folder == slot.ChoicesFrom && slot.Suits(model.Name))?.Name
            ?? template.Graph.Node(place.NodeId).FindText(place.Input) ?? "";
        return Missing(template, slot.ChoicesFrom!, wanted, slot.Name);
    }

    private static MissingModel Missing(Template template, string folder, string name, string? slot)
    {
        var source = template.File.Requires.Models.FirstOrDefault(model => model.Folder == folder && model.Name == name);
        return new MissingModel(folder, name, slot, source?.Url, source?.Sha256, $"ComfyUI/models/{folder}");
    }
}
