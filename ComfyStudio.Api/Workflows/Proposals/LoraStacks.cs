using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows.Proposals;

/// <summary>
/// Makes one list of loaders that stand behind one another, so that a person can add to it, take from it, and do without a file that is
/// not there. The loaders leave the graph; whoever took the last one's outputs takes what the first one took, and the list goes there.
/// </summary>
internal sealed class LoraStacks(ApiGraph graph)
{
    private const string WithClip = "LoraLoader";
    private const string ModelOnly = "LoraLoaderModelOnly";

    private readonly List<SlotFor> _slots = [];

    /// <returns>The slots, each with the node that the list stands behind.</returns>
    public static IReadOnlyList<SlotFor> Replace(ApiGraph graph)
    {
        var stacks = new LoraStacks(graph);
        var loaders = ExecutionOrder.Of(graph).Where(IsPlain).ToList();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var first in loaders.Where(loader => !loaders.Any(before => stacks.Feeds(before, loader))))
        {
            var chain = stacks.ChainFrom(first, loaders).ToList();
            if (chain.All(loader => done.Add(loader.Id)))
                stacks.TryReplace(chain);
        }

        return stacks._slots;
    }

    private static bool IsPlain(GraphNode node) =>
        node.ClassType is WithClip or ModelOnly
        && node.FindText("lora_name") is { Length: > 0 } && node.FindLink("model") is not null
        && IsNumber(node, "strength_model")
        && (node.ClassType == ModelOnly || (IsNumber(node, "strength_clip") && node.FindLink("clip") is not null));

    private static bool IsNumber(GraphNode node, string input) => node.FindValue(input)?.GetValueKind() is JsonValueKind.Number;

    private bool Feeds(GraphNode before, GraphNode after) => after.FindLink("model")?.NodeId == before.Id && IsWhole(before, after);

    // Nothing else may take what is between two loaders: it would get the LoRAs behind it, too.
    private bool IsWhole(GraphNode before, GraphNode after) =>
        before.ClassType == after.ClassType
        && Outputs(before).All(output => graph.Consumers(output) is [var only] && only.NodeId == after.Id && only.Input == InputFor(output));

    private IEnumerable<GraphNode> ChainFrom(GraphNode first, List<GraphNode> loaders)
    {
        for (var at = first; at is not null; at = loaders.FirstOrDefault(loader => Feeds(at, loader)))
            yield return at;
    }

    private void TryReplace(List<GraphNode> chain)
    {
        var (first, last) = (chain[0], chain[^1]);
        var sources = Outputs(first).Select(output => first.FindLink(InputFor(output))!.Value).ToList();
        // What goes around the loaders would not any more.
        if (sources.Any(source => graph.FindNode(source.NodeId) is null || source.NodeId.Contains('.', StringComparison.Ordinal) || graph.Consumers(source).Count != 1))
            return;
        var value = JsonSerializer.SerializeToElement(new JsonArray([.. chain.Select(Choice)]), GenerationJson.Default.JsonNode);
        foreach (var (output, source) in Outputs(last).Zip(sources).ToList())
        {
            foreach (var (nodeId, input) in graph.Consumers(output))
                graph.Link(nodeId, input, source);
        }

        chain.ForEach(loader => graph.Remove(loader.Id));
        var slot = SlotDraft.New("loras", "LoRAs", SlotType.Loras, ProposedGroup.Models) with { Inputs = [.. sources.Select(source => $"{source.NodeId}.{source.Slot}")], Default = value };
        _slots.Add(new SlotFor(slot, graph.Node(sources[0].NodeId)));
    }

    private static JsonNode Choice(GraphNode loader)
    {
        var choice = new JsonObject { ["name"] = loader.FindText("lora_name"), ["strength"] = loader.FindValue("strength_model") };
        if (loader.FindValue("strength_clip") is { } clip && clip.ToJsonString() != loader.FindValue("strength_model")!.ToJsonString())
            choice["clip"] = clip;
        return choice;
    }

    private static IEnumerable<GraphLink> Outputs(GraphNode loader)
    {
        yield return new GraphLink(loader.Id, 0);
        if (loader.ClassType == WithClip)
            yield return new GraphLink(loader.Id, 1);
    }

    private static string InputFor(GraphLink output) => output.Slot == 0 ? "model" : "clip";
}

/// <param name="For">The node that its value is for.</param>
internal sealed record SlotFor(Slot Slot, GraphNode For);
