using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Bench.Studio;

/// <summary>A graph that both sides run: as a template of the studio, and as it is for a bare client.</summary>
/// <param name="Template">Its name in bench/Templates.</param>
/// <param name="Slot">The value that differs from picture to picture, so that no cache answers.</param>
/// <param name="NodeId">The node that the value goes to.</param>
/// <param name="SaveNodeId">The node whose prefix differs, too.</param>
internal sealed record SampleGraph(string Template, string Title, string Slot, string NodeId, string SaveNodeId)
{
    private readonly JsonNode _graph = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, Template + ".json")))!;

    public static string Folder { get; } = Path.Combine(Checkout.Root, "bench", "Templates");

    /// <summary>EmptyImage → SaveImage: nothing but overhead.</summary>
    public static SampleGraph Trivial { get; } = new("bench_trivial", "trivial", "color", "1", "2");

    /// <summary>Loads a checkpoint, samples twenty steps, decodes, saves.</summary>
    public static SampleGraph Steps { get; } = new("bench_steps", "20 steps", "seed", "3", "9");

    public JsonNode Bind(long value, string prefix)
    {
        var graph = _graph.DeepClone();
        graph[NodeId]!["inputs"]![Slot] = value;
        graph[SaveNodeId]!["inputs"]!["filename_prefix"] = prefix;
        return graph;
    }
}
