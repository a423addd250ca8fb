namespace ComfyStudio.Simulator.Nodes;

internal delegate Task<NodeResult> NodeFunction(NodeCall call, CancellationToken cancellationToken);

/// <summary>Node types that belong together, each with what it does.</summary>
internal interface INodeFamily
{
    IEnumerable<KeyValuePair<string, NodeFunction>> Nodes { get; }
}

/// <summary>What each node type of the catalogue does when it runs.</summary>
internal sealed class NodeLibrary
{
    private readonly Dictionary<string, NodeFunction> _functions;

    public NodeLibrary(IEnumerable<INodeFamily> families, NodeCatalog catalog)
    {
        _functions = new(families.SelectMany(family => family.Nodes));
        var missing = catalog.Classes.Except(_functions.Keys).ToList();
        if (missing.Count > 0)
            throw new InvalidOperationException($"The catalogue offers nodes that do nothing: {string.Join(", ", missing)}.");
    }

    public Task<NodeResult> RunAsync(NodeCall call, CancellationToken cancellationToken) =>
        _functions[call.Node.ClassType](call, cancellationToken);

    public static KeyValuePair<string, NodeFunction> Node(string classType, NodeFunction function) => new(classType, function);

    public static KeyValuePair<string, NodeFunction> Node(string classType, Func<NodeCall, NodeResult> function) =>
        new(classType, (call, _) => Task.FromResult(function(call)));
}
