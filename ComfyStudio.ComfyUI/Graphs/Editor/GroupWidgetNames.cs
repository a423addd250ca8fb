namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>
/// What the widgets of the nodes inside are called on a group node. The first of a name keeps it, the next one has its node's title before
/// it, and a number from the third one on. All slots are counted, in the order in which that editor made them.
/// </summary>
internal sealed class GroupWidgetNames(GroupNodes groups, NodeCatalog catalog)
{
    private const int MaxDepth = 32;

    private readonly Dictionary<string, GroupWidget> _widgets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, GroupWidget> Of(GroupDefinition group) => Of(group, depth: 0);

    private Dictionary<string, GroupWidget> Of(GroupDefinition group, int depth)
    {
        foreach (var node in group.Nodes.Where(group.HasSlots))
        {
            foreach (var input in WidgetsOf(node, depth))
            {
                if (!node.Inputs.Any(socket => socket.Widget == input))
                    Add(group, node, input);
            }

            foreach (var (slot, socket) in node.Inputs.Index().Where(socket => socket.Item.Widget is null && group.LinkTo(node, socket.Index) is null))
                Name(group, node, socket.Name);
        }

        return _widgets;
    }

    private void Add(GroupDefinition group, EditorNode node, string input)
    {
        var name = Name(group, node, input);
        // A link can go to a node that an engine has, or to a group, and to nothing else.
        if (VirtualNodes.Find(node.Type) is null)
            _widgets.TryAdd(name, new GroupWidget(node, input));
    }

    private string Name(GroupDefinition group, EditorNode node, string input)
    {
        var name = group.NameOf(node, input) ?? input;
        var key = name;
        if (_seen.ContainsKey(name) || (node.Type == "PrimitiveNode" && !string.IsNullOrEmpty(node.Title)))
        {
            var title = string.IsNullOrEmpty(node.Title) ? node.Type : node.Title;
            key = $"{title} {input}";
            name = _seen.TryGetValue(key, out var count) ? $"{title} {count} {input}" : key;
        }

        _seen[key] = _seen.GetValueOrDefault(key, 1) + 1;
        return name;
    }

    private IEnumerable<string> WidgetsOf(EditorNode node, int depth)
    {
        if (groups.Find(node.Type) is { } inner)
            return depth < MaxDepth ? new GroupWidgetNames(groups, catalog).Of(inner, depth + 1).Keys : [];
        if (VirtualNodes.Find(node.Type) is { } kind)
            return kind is VirtualKind.Primitive ? ["value"] : [];
        return catalog.Find(node.Type)?.Inputs.Where(input => input.IsWidget).Select(input => input.Name) ?? [];
    }
}

/// <param name="Input">Its name there.</param>
internal sealed record GroupWidget(EditorNode Node, string Input);
