using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Generation;

/// <summary>Puts the values of a template's slots into a copy of its graph.</summary>
internal static class TemplateBinder
{
    /// <param name="values">One for every slot, checked already.</param>
    /// <param name="engineId">The one engine that may run it, or null for any.</param>
    public static BoundGraph Bind(Template template, IReadOnlyDictionary<string, JsonElement> values, JobId jobId, string? engineId)
    {
        var graph = template.Graph.Clone();
        foreach (var slot in template.Slots)
        {
            foreach (var target in slot.Inputs.Select(SlotInput.Parse))
                graph.Set(target.NodeId, target.Input, JsonValue.Create(values[slot.Name]));
        }

        return Finish(graph, jobId, engineId);
    }

    /// <summary>The same picture again under another job: only the place where the engine writes it changes.</summary>
    public static BoundGraph Rebind(JsonElement graph, JobId jobId, string? engineId) => Finish(ApiGraph.Parse(graph), jobId, engineId);

    // A prefix of its own for each job keeps the engine from answering with the file of an equal, earlier one.
    private static BoundGraph Finish(ApiGraph graph, JobId jobId, string? engineId)
    {
        graph.UseFilenamePrefix($"studio/{jobId}/out");
        return new BoundGraph(graph.ToJsonElement(), Requirements(graph, engineId));
    }

    private static JobRequirements Requirements(ApiGraph graph, string? engineId) => new(
        engineId,
        [.. graph.Models.Where(model => model.Folder is not null).Select(model => $"{model.Folder}/{model.Name}").Order(StringComparer.Ordinal)],
        [.. graph.ClassTypes.Order(StringComparer.Ordinal)]);
}

internal sealed record BoundGraph(JsonElement Graph, JobRequirements Requirements);
