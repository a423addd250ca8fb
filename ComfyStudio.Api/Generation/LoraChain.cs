using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Generation;

/// <summary>Puts a loader for each LoRA behind the outputs that a slot names: whoever took those takes the last loader's.</summary>
internal static class LoraChain
{
    public static void Insert(BoundGraph bound, Slot slot, JsonElement value)
    {
        if (!LoraRules.TryRead(value, out var loras) || loras.Count == 0)
            return;
        var outputs = slot.Inputs.Select(SlotOutput.Parse).ToList();
        if (outputs.Any(output => bound.Graph.FindNode(output.NodeId) is null))
            return;

        var ends = outputs;
        var consumers = outputs.ConvertAll(bound.Graph.Consumers);
        foreach (var lora in loras)
            ends = Append(bound, slot, lora, ends);
        foreach (var (end, takers) in ends.Zip(consumers))
        {
            foreach (var (nodeId, input) in takers)
                bound.Graph.Link(nodeId, input, end);
        }
    }

    private static List<GraphLink> Append(BoundGraph bound, Slot slot, LoraChoice lora, List<GraphLink> behind)
    {
        var takesClip = behind.Count > 1;
        var inputs = new JsonObject { ["lora_name"] = lora.Name, ["strength_model"] = lora.Strength };
        if (takesClip)
            inputs["strength_clip"] = lora.Clip ?? lora.Strength;
        var id = bound.Graph.AddNode(takesClip ? "LoraLoader" : "LoraLoaderModelOnly", inputs, title: "LoRA");
        bound.Graph.Link(id, "model", behind[0]);
        if (takesClip)
            bound.Graph.Link(id, "clip", behind[1]);
        bound.Marks.AddRange(inputs.Select(input => new BoundMark(id, input.Key, slot.Name)));
        return [.. behind.Select((_, output) => new GraphLink(id, output))];
    }
}
