using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>Deals the values of a group node out to the nodes inside, which had their widgets drawn on it one after the other.</summary>
internal sealed class GroupValues(GroupNodes groups, NodeCatalog catalog)
{
    private static readonly HashSet<string> NoNames = [];

    // Whoever nests groups deeper than this, or in a circle, means no good.
    private const int MaxDepth = 32;

    private readonly List<JsonElement> _values = [];
    private bool _allSocketsAreConverted;
    private int _position;
    private int _depth;
    private int _count;
    private bool _isShort;

    /// <returns>One for each node inside, its widgets' values by name or by position; null when they do not come out even.</returns>
    public IReadOnlyList<JsonElement>? Deal(GroupDefinition group, EditorNode host)
    {
        _values.AddRange(host.Values.Items());
        // Later editors list every widget among the inputs, so an input with a widget is not always one that was made a socket.
        return TryDeal(group, allSocketsAreConverted: true) ?? TryDeal(group, allSocketsAreConverted: false);
    }

    private List<JsonElement>? TryDeal(GroupDefinition group, bool allSocketsAreConverted)
    {
        (_position, _depth, _count, _isShort, _allSocketsAreConverted) = (0, 0, 0, false, allSocketsAreConverted);
        var dealt = DealAll(group);
        return _position == _values.Count && !_isShort && _count <= Flattening.MaxNodes ? dealt : null;
    }

    private List<JsonElement> DealAll(GroupDefinition group) => [.. group.Nodes.Select(node => DealOne(group, node))];

    private JsonElement DealOne(GroupDefinition group, EditorNode node)
    {
        if (++_count > Flattening.MaxNodes || _depth > MaxDepth)
            return node.Values;
        if (groups.Find(node.Type) is { } inner)
            return DealInner(inner);
        if (VirtualNodes.Find(node.Type) is { } kind)
            return kind is VirtualKind.Primitive && group.HasSlots(node) ? DealPrimitive(node) : node.Values;
        if (catalog.Find(node.Type) is not { } definition)
            return node.Values;
        var own = WidgetValues.Read(node, definition) ?? new Dictionary<string, JsonElement>();
        var converted = Converted(group, node);
        var (dealt, next) = PositionalWidgets.ReadPart(node, definition, _values, _position, converted);
        _position = next;
        _isShort |= definition.Inputs.Any(input => input.IsWidget && !converted.Contains(input.Name) && !dealt.ContainsKey(input.Name));
        var all = new Dictionary<string, JsonElement>(own, StringComparer.Ordinal);
        foreach (var (name, value) in dealt)
            all[name] = value;
        return JsonSerializer.SerializeToElement(all);
    }

    private JsonElement DealInner(GroupDefinition inner)
    {
        var start = _position;
        _depth++;
        DealAll(inner);
        _depth--;
        return JsonSerializer.SerializeToElement(_values[start..Math.Min(_position, _values.Count)]);
    }

    private JsonElement DealPrimitive(EditorNode node)
    {
        if (_position >= _values.Count)
            return node.Values;
        var value = _values[_position++];
        if (value.ValueKind is JsonValueKind.Number or JsonValueKind.String && _position < _values.Count && ControlWords.IsOne(_values[_position]))
            _position++;
        return JsonSerializer.SerializeToElement(new[] { value });
    }

    private HashSet<string> Converted(GroupDefinition group, EditorNode node)
    {
        var sockets = node.Inputs.Index().Where(input => input.Item.Widget is not null);
        var converted = _allSocketsAreConverted ? sockets : sockets.Where(input => group.LinkTo(node, input.Index) is not null);
        return converted.Any() ? converted.Select(input => input.Item.Widget!).ToHashSet(StringComparer.Ordinal) : NoNames;
    }
}
