using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>
/// A graph in the API format: <c>{ id: { class_type, inputs: { name: value | [id, slot] }, _meta?: { title } } }</c>
/// (docs/comfyui-protocol.md, "Graphs"). Numbers keep their text, so 64-bit seeds survive. Not thread-safe: one graph per job.
/// </summary>
public sealed partial class ApiGraph
{
    private const string FilenamePrefix = "filename_prefix";

    private readonly JsonObject _root;
    private readonly OrderedDictionary<string, GraphNode> _nodes = new(StringComparer.Ordinal);

    private ApiGraph(JsonObject root)
    {
        _root = root;
        foreach (var (id, node) in root)
            _nodes.Add(id, GraphNode.Read(id, node));
    }

    /// <summary>All nodes in the order of the document.</summary>
    public IReadOnlyCollection<GraphNode> Nodes => _nodes.Values;

    /// <summary>Every class_type in use: what an engine must know to run the graph.</summary>
    public IReadOnlySet<string> ClassTypes => _nodes.Values.Select(node => node.ClassType).ToHashSet(StringComparer.Ordinal);

    /// <summary>Nodes that write files under a name of their own: those with a literal <c>filename_prefix</c>.</summary>
    public IEnumerable<GraphNode> SaveNodes => _nodes.Values.Where(node => node.FindText(FilenamePrefix) is not null);

    /// <summary>Model files that literal inputs name, without repeats: what an engine must hold to run the graph.</summary>
    public IReadOnlyList<ModelReference> Models => [.. _nodes.Values.SelectMany(ModelReference.In).Distinct()];

    /// <summary>Copies the graph; <paramref name="graph"/> may be disposed afterwards.</summary>
    /// <exception cref="ApiGraphException">Not an object of nodes. The editor's own format (<c>nodes</c>, <c>links</c>) is recognised and named.</exception>
    public static ApiGraph Parse(JsonElement graph) => graph.ValueKind is JsonValueKind.Object
        ? Read(Copy(graph))
        : throw new ApiGraphException($"A graph must be a JSON object of nodes, not {graph.ValueKind}.");

    /// <exception cref="ApiGraphException">Not JSON, or not an object of nodes.</exception>
    public static ApiGraph Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Parse(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new ApiGraphException($"The graph is not JSON: {exception.Message}", inner: exception);
        }
    }

    /// <summary>Takes a graph that was just made; nobody else keeps it.</summary>
    internal static ApiGraph Take(JsonObject root) => Read(root);

    public GraphNode? FindNode(string nodeId) => _nodes.GetValueOrDefault(nodeId);

    /// <exception cref="ApiGraphException">The graph has no such node.</exception>
    public GraphNode Node(string nodeId) => FindNode(nodeId)
        ?? throw new ApiGraphException($"The graph has no node '{nodeId}'; it has {string.Join(", ", _nodes.Keys)}.", nodeId);

    /// <summary>
    /// Replaces an input's value. The input must be there already, because ComfyUI silently ignores unknown ones and a typing error
    /// would pass unseen; and a literal may not take the place of a link (a link may).
    /// </summary>
    /// <exception cref="ApiGraphException">No such node or input, or the input is linked.</exception>
    public void Set(string nodeId, string input, JsonNode? value)
    {
        var node = Node(nodeId);
        if (!node.Inputs.ContainsKey(input))
            throw new ApiGraphException($"{node} has no input '{input}'; it has {string.Join(", ", node.Inputs.Select(i => i.Key))}.", nodeId, input);
        if (node.FindLink(input) is { } link && !GraphLink.TryRead(value, out _))
            throw new ApiGraphException($"Input '{input}' of {node} comes from node '{link.NodeId}', a value cannot be set there.", nodeId, input);
        node.Inputs[input] = value?.DeepClone();
    }

    /// <summary>
    /// Gives every save node this prefix, for example <c>studio/{jobId}/out</c>. A prefix nobody used before keeps ComfyUI from
    /// answering an equal graph with the file of an earlier run, and makes the first name predictable: <c>{prefix}_00001_.png</c>.
    /// A prefix that comes from another node stays.
    /// </summary>
    /// <returns>How many nodes were changed.</returns>
    public int UseFilenamePrefix(string prefix)
    {
        var saveNodes = SaveNodes.ToList();
        foreach (var node in saveNodes)
            node.Inputs[FilenamePrefix] = prefix;
        return saveNodes.Count;
    }

    /// <summary>An independent copy of the graph as it stands now.</summary>
    public ApiGraph Clone() => new((JsonObject)_root.DeepClone());

    /// <summary>The graph as it stands now; later changes do not show in it.</summary>
    public JsonElement ToJsonElement()
    {
        var writer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(writer))
            _root.WriteTo(json);
        using var document = JsonDocument.Parse(writer.WrittenMemory);
        return document.RootElement.Clone();
    }

    public override string ToString() => _root.ToJsonString();

    private static JsonObject Copy(JsonElement graph)
    {
        if (graph.TryGetProperty("nodes", out var nodes) && nodes.ValueKind is JsonValueKind.Array)
            throw new ApiGraphException("This is a workflow in the editor's format; export it with \"Export (API)\" in ComfyUI.");
        return JsonObject.Create(graph.Clone())!;
    }

    private static ApiGraph Read(JsonObject root)
    {
        try
        {
            return new ApiGraph(root);
        }
        catch (ArgumentException exception)
        {
            throw new ApiGraphException($"A key stands twice in the graph: {exception.Message}", inner: exception);
        }
    }
}
