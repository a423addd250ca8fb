using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Generation;

/// <summary>
/// Whether the engines would take a graph. Where none would, a person is told which fields to change. Engines that lack nodes do not count:
/// preflight says what is to be installed, and the job can wait for it.
/// </summary>
internal static class EngineCheck
{
    public static void Find(Template template, BoundGraph bound, IReadOnlyList<NodeCatalog> nodes, FieldErrors errors, List<FieldWarning> warnings)
    {
        var faults = nodes.Where(catalog => catalog.MissingFor(bound.Graph).Count == 0)
            .Select(catalog => GraphCheck.Find(bound.Graph, catalog))
            .MinBy(found => found.Count) ?? [];
        foreach (var fault in faults)
        {
            if (bound.SlotAt(fault.NodeId, fault.Input) is not { } name)
                warnings.Add(new FieldWarning("template", $"The engine may refuse node {fault.NodeId} ({fault.ClassType}): {fault.Message}"));
            else if (template.FindSlot(name) is { } slot && !errors.Has(SlotValues.FieldOf(slot)))
                errors.Add(SlotValues.FieldOf(slot), $"{slot.Label} does not suit the engine: {fault.Message}");
        }

        warnings.AddRange(bound.Filled.DistinctBy(filled => (filled.NodeId, filled.Input)).Select(filled => new FieldWarning(
            "template",
            $"The engine's node {filled.ClassType} (node {filled.NodeId}) has gained the input '{filled.Input}'; it is sent its default, {filled.Value.ToJsonString()}.")));
    }
}
