using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Generation;

/// <summary>Puts the values of a template's slots into a copy of its graph, and takes out the parts that are switched off.</summary>
internal sealed class TemplateBinder(InputFiles files)
{
    private const string UploadFolder = "studio";

    /// <param name="values">Checked already. A slot without one keeps what stands in the graph.</param>
    /// <param name="nodes">What engines' nodes take; a required input that they gained since the graph was made gets its default.</param>
    public BoundGraph Bind(Template template, IReadOnlyDictionary<string, JsonElement> values, IReadOnlyList<NodeCatalog> nodes)
    {
        var bound = new BoundGraph(template.Graph.Clone());
        var slots = template.Slots.Where(slot => values.ContainsKey(slot.Name)).ToList();
        foreach (var slot in slots)
            Write(bound, slot, values[slot.Name]);
        SwitchOff(bound.Graph, [.. slots.Where(slot => slot.Off is not null && IsOff(values[slot.Name]))], nodes is [var catalog, ..] ? catalog : NodeCatalog.Empty);
        foreach (var slot in slots.Where(slot => slot.Type is SlotType.Loras))
            LoraChain.Insert(bound, slot, values[slot.Name]);
        bound.DropWhatIsGone();
        Fill(bound, nodes);
        return bound;
    }

    /// <summary>The graph with a loader for each LoRA that its lists begin with, as somebody else's ComfyUI wants it.</summary>
    public static ApiGraph WithItsLoras(Template template)
    {
        var bound = new BoundGraph(template.Graph.Clone());
        foreach (var slot in template.Slots.Where(slot => slot is { Type: SlotType.Loras, Default: not null }))
            LoraChain.Insert(bound, slot, slot.Default!.Value);
        return bound.Graph;
    }

    /// <summary>The same picture again: only what nodes gained since is filled in.</summary>
    public static BoundGraph Rebind(JobSpec spec, IReadOnlyList<NodeCatalog> nodes)
    {
        var bound = new BoundGraph(ApiGraph.Parse(spec.Graph));
        bound.Inputs.AddRange(spec.Inputs);
        Fill(bound, nodes);
        return bound;
    }

    private static void Fill(BoundGraph bound, IReadOnlyList<NodeCatalog> nodes)
    {
        foreach (var catalog in nodes)
            bound.Filled.AddRange(bound.Graph.FillDefaults(catalog));
    }

    private void Write(BoundGraph bound, Slot slot, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null || slot.Type is SlotType.Loras)
            return;
        foreach (var (place, index) in slot.Inputs.Select(SlotInput.Parse).Select((place, index) => (place, index)))
        {
            bound.Graph.Set(place.NodeId, place.Input, slot.Type switch
            {
                SlotType.Size => JsonValue.Create(value.GetProperty(index % 2 == 0 ? "width" : "height")),
                SlotType.Image or SlotType.Mask => JsonValue.Create(Upload(bound, place, value.GetString()!)),
                _ => JsonValue.Create(value),
            });
            bound.Marks.Add(new BoundMark(place.NodeId, place.Input, slot.Name));
        }
    }

    /// <returns>What the input will hold once the worker has put the file on the engine.</returns>
    private string Upload(BoundGraph bound, SlotInput place, string id)
    {
        var name = files.Find(id)?.FileName ?? id;
        bound.Inputs.Add(new JobInput(place.NodeId, place.Input, name, id));
        return $"{UploadFolder}/{name}";
    }

    private static void SwitchOff(ApiGraph graph, IReadOnlyList<Slot> slots, NodeCatalog catalog)
    {
        if (slots.Count == 0)
            return;
        var outputs = graph.OutputNodes(catalog);
        foreach (var (input, link) in slots.SelectMany(slot => slot.Off!))
        {
            var place = SlotInput.Parse(input);
            graph.Link(place.NodeId, place.Input, SlotOutput.Read(link));
        }

        graph.Prune(outputs);
    }

    private static bool IsOff(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.False or JsonValueKind.Null => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };
}
