using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows.Proposals;

/// <summary>
/// Places of a graph that hold one value: the editor had it once and wrote it into each, or the two samplers of a base and a refiner,
/// which walk one schedule together.
/// </summary>
internal sealed class OneValue
{
    private const string StagedSampler = "KSamplerAdvanced";

    private readonly Dictionary<(string NodeId, string Input), SharedValue> _byPlace = [];

    public OneValue(ApiGraph graph, IReadOnlyList<SharedValue> shared)
    {
        FromEditor = shared;
        foreach (var value in shared)
            Add(value);
        foreach (var second in graph.Nodes.Where(node => node.ClassType == StagedSampler))
        {
            if (second.FindLink("latent_image") is { Slot: 0 } link && graph.FindNode(link.NodeId) is { ClassType: StagedSampler } first)
                AddStages(first, second);
        }
    }

    /// <summary>What somebody set apart in the editor: at a primitive, or at the node of a subgraph.</summary>
    public IReadOnlyList<SharedValue> FromEditor { get; }

    /// <summary>The name that a person gave the value of a place.</summary>
    public string? TitleOf(ValuePlace place) => _byPlace.GetValueOrDefault((place.Node.Id, place.Input))?.Title;

    /// <summary>All places with its value, itself first.</summary>
    public IReadOnlyList<ValuePlace> With(ValuePlace place, GraphMap map) =>
        _byPlace.TryGetValue((place.Node.Id, place.Input), out var shared)
            ? [place, .. shared.Places.Where(other => other != (place.Node.Id, place.Input)).Select(other => Find(map, other)).OfType<ValuePlace>().Where(other => IsSame(other, place))]
            : [place];

    private void AddStages(GraphNode first, GraphNode second)
    {
        foreach (var (here, there, title) in new (string, string, string?)[]
            { ("steps", "steps", null), ("sampler_name", "sampler_name", null), ("scheduler", "scheduler", null), ("end_at_step", "start_at_step", "Switch at step") })
        {
            if (first.FindValue(here) is { } value && value.ToJsonString() == second.FindValue(there)?.ToJsonString())
                Add(new SharedValue(title, [(first.Id, here), (second.Id, there)]));
        }
    }

    private void Add(SharedValue shared)
    {
        foreach (var place in shared.Places)
            _byPlace.TryAdd(place, shared);
    }

    private static ValuePlace? Find(GraphMap map, (string NodeId, string Input) place) =>
        map.Graph.FindNode(place.NodeId) is { } node && map.Find(node, place.Input) is { } found && found.Node.Id == place.NodeId && found.Input == place.Input ? found : null;

    private static bool IsSame(ValuePlace one, ValuePlace other) => one.Value.ToJsonString() == other.Value.ToJsonString();
}
