using System.Globalization;
using System.Text.Json.Nodes;

namespace ComfyStudio.ComfyUI.Graphs;

public sealed partial class ApiGraph
{
    /// <summary>Makes a link, in place of whatever the input had. The input may be new to the node.</summary>
    /// <exception cref="ApiGraphException">One of the two nodes is not there.</exception>
    public void Link(string nodeId, string input, GraphLink from)
    {
        _ = Node(from.NodeId);
        Node(nodeId).Inputs[input] = from.ToJson();
    }

    /// <summary>Puts a value in the place of a link.</summary>
    /// <exception cref="ApiGraphException">The graph has no such node.</exception>
    public void Unlink(string nodeId, string input, JsonNode? value) => Node(nodeId).Inputs[input] = value?.DeepClone();

    /// <summary>Adds a node; values of <paramref name="inputs"/> are copied.</summary>
    /// <returns>Its id, a number that no node has.</returns>
    public string AddNode(string classType, JsonObject inputs, string? title)
    {
        var id = UnusedId();
        var node = new JsonObject { ["inputs"] = inputs.DeepClone(), ["class_type"] = classType };
        if (title is not null)
            node["_meta"] = new JsonObject { ["title"] = title };
        _root[id] = node;
        _nodes.Add(id, GraphNode.Read(id, node));
        return id;
    }

    /// <summary>Takes a node out; links to it stay as they are.</summary>
    public void Remove(string nodeId)
    {
        _nodes.Remove(nodeId);
        _root.Remove(nodeId);
    }

    /// <summary>Every input that takes this output, in the order of the document.</summary>
    public IReadOnlyList<(string NodeId, string Input)> Consumers(GraphLink of) =>
    [
        .. _nodes.Values.SelectMany(node => node.InputNames.Where(input => node.FindLink(input) == of).Select(input => (node.Id, input))),
    ];

    /// <summary>Drops every node that none of <paramref name="outputs"/> needs, directly or through others.</summary>
    /// <param name="outputs">Ids of the nodes to keep, see <see cref="OutputNodes"/>; those the graph does not have are passed over.</param>
    public void Prune(IReadOnlySet<string> outputs)
    {
        var needed = Upstream(outputs);
        foreach (var id in _nodes.Keys.Where(id => !needed.Contains(id)).ToList())
            Remove(id);
    }

    /// <summary>Ids of the nodes that run without anyone asking for their result: those the catalogue calls outputs, and the ones that save files.</summary>
    public IReadOnlySet<string> OutputNodes(NodeCatalog catalog) => _nodes.Values
        .Where(node => catalog.Find(node.ClassType)?.IsOutput ?? node.FindText(FilenamePrefix) is not null)
        .Select(node => node.Id)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Gives required inputs that are missing their defaults: a node gained them after the graph was made. Nodes that the catalogue
    /// does not know, and inputs that only a link can serve, stay as they are.
    /// </summary>
    public IReadOnlyList<FilledInput> FillDefaults(NodeCatalog catalog)
    {
        var filled = new List<FilledInput>();
        foreach (var node in _nodes.Values)
        {
            if (catalog.Find(node.ClassType) is { } definition)
                Fill(node, definition.Inputs, filled);
        }

        return filled;
    }

    private static void Fill(GraphNode node, IReadOnlyList<InputDefinition> inputs, List<FilledInput> filled)
    {
        foreach (var input in inputs.Where(input => input.IsWidget))
        {
            if (input.IsRequired && !node.Inputs.ContainsKey(input.Name) && InputDefaults.Of(input) is { } value)
            {
                node.Inputs[input.Name] = value;
                filled.Add(new FilledInput(node.Id, node.ClassType, input.Name, value.DeepClone()));
            }

            // What a dynamic combo asks for depends on its value, and may hold another one.
            Fill(node, input.InputsOf(node.FindText(input.Name)), filled);
        }
    }

    private HashSet<string> Upstream(IEnumerable<string> from)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(from);
        while (waiting.TryPop(out var id))
        {
            if (FindNode(id) is not { } node || !found.Add(id))
                continue;
            foreach (var input in node.InputNames)
            {
                if (node.FindLink(input) is { } link)
                    waiting.Push(link.NodeId);
            }
        }

        return found;
    }

    private string UnusedId()
    {
        var highest = _nodes.Keys
            .Select(id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue ? number : 0)
            .DefaultIfEmpty()
            .Max();
        return (highest + 1).ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>A required input that a node gained, and what it was given.</summary>
public sealed record FilledInput(string NodeId, string ClassType, string Input, JsonNode Value);
