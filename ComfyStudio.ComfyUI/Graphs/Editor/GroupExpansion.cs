using System.Globalization;
using System.Text.Json;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>Makes of a group node what a subgraph would be: one of its own for each, because its slots have their names there only.</summary>
internal sealed class GroupExpansion(GroupNodes groups, NodeCatalog catalog, ConversionLog log)
{
    private const string InputNode = "-10";

    /// <param name="id">The host's, in the graph.</param>
    /// <returns>Null when it cannot be done, which the log then tells.</returns>
    public EditorSubgraph? Expand(GroupDefinition group, EditorNode host, string id)
    {
        var missing = group.Nodes.Where(node => IsMissing(node)).ToList();
        foreach (var node in missing)
            log.Missing($"{id}:{node.Id}", node);
        if (missing.Count > 0)
            return null;
        if (new GroupValues(groups, catalog).Deal(group, host) is not { } values)
        {
            log.Problem(id, host, "Its values do not fit the engine's versions of the nodes inside this group. Ungroup it in ComfyUI, then export again.");
            return null;
        }

        var entries = Entries(group).Take(host.Inputs.Count).Select((entry, index) => new Entry(index, entry.Node, entry.Slot, Widget: null)).ToList();
        entries.AddRange(Served(group, host, id, from: entries.Count));
        return Build(group, host, id, entries, values);
    }

    // Behind the group's own inputs stand widgets of it that a person has made inputs since.
    private List<Entry> Served(GroupDefinition group, EditorNode host, string id, int from)
    {
        var served = new List<Entry>();
        var widgets = new Lazy<IReadOnlyDictionary<string, GroupWidget>>(() => new GroupWidgetNames(groups, catalog).Of(group));
        foreach (var (index, input) in host.Inputs.Index().Skip(from).Where(input => input.Item.Link is not null))
        {
            if (widgets.Value.GetValueOrDefault(input.Widget ?? input.Name) is { } widget)
                served.Add(new Entry(index, widget.Node, widget.Node.Inputs.Count + served.Count(other => other.Node == widget.Node), widget.Input));
            else
                log.Problem(id, host, $"'{input.Name}' was made an input of this group, and nobody can tell of which node inside. Ungroup it in ComfyUI, then export again.");
        }

        return served;
    }

    private bool IsMissing(EditorNode node) =>
        catalog.Find(node.Type) is null && VirtualNodes.Find(node.Type) is null && groups.Find(node.Type) is null;

    private static EditorSubgraph Build(GroupDefinition group, EditorNode host, string id, IReadOnlyList<Entry> entries, IReadOnlyList<JsonElement> values)
    {
        var links = group.Links.ToDictionary(link => link.Id, StringComparer.Ordinal);
        foreach (var entry in entries)
            links[EntryId(entry.Index)] = new EditorLink(EntryId(entry.Index), InputNode, entry.Index, entry.Node.Id, entry.Slot);
        var linkTo = links.Values.DistinctBy(link => (link.TargetId, link.TargetSlot)).ToDictionary(link => (link.TargetId, link.TargetSlot), link => link.Id);
        var nodes = new OrderedDictionary<string, EditorNode>(StringComparer.Ordinal);
        foreach (var (node, value) in group.Nodes.Zip(values))
        {
            var added = entries.Where(entry => entry.Node == node).Select(entry => entry.Widget).OfType<string>().Select(widget => new EditorInput(widget, "*", Link: null, widget));
            IReadOnlyList<EditorInput> inputs = [.. node.Inputs.Concat(added).Select((input, slot) => input with { Link = linkTo.GetValueOrDefault((node.Id, slot)) })];
            nodes[node.Id] = node with { Values = value, NamedValues = default, Inputs = inputs };
        }

        var names = host.Inputs.Select(input => input.Name);
        return new EditorSubgraph($"{host.Type} {id}", host.Type, new EditorGraph(nodes, links), InputNode, [.. names], [.. Outputs(group)]) { KeepsValuesInside = true };
    }

    private static string EntryId(int index) => string.Create(CultureInfo.InvariantCulture, $"in {index}");

    // Sockets of all nodes first, then the widgets that were made sockets.
    private static IEnumerable<(EditorNode Node, int Slot)> Entries(GroupDefinition group) =>
        Open(group, widgets: false).Concat(Open(group, widgets: true));

    private static IEnumerable<(EditorNode Node, int Slot)> Open(GroupDefinition group, bool widgets) =>
        from node in @group.Nodes.Where(@group.HasSlots)
        from input in node.Inputs.Index()
        where input.Item.Widget is not null == widgets && @group.LinkTo(node, input.Index) is null && !@group.IsHidden(node, input.Item.Name)
        select (node, input.Index);

    private static IEnumerable<EditorLink?> Outputs(GroupDefinition group) =>
        from node in @group.Nodes.Where(@group.HasSlots)
        from slot in Enumerable.Range(0, node.OutputTypes.Count)
        where @group.ShowsOutput(node, slot)
        select new EditorLink($"out {node.Id}.{slot}", node.Id, slot, "-20", 0);

    /// <param name="Index">Of the host's inputs.</param>
    /// <param name="Slot">Of the node inside.</param>
    /// <param name="Widget">That it takes the place of, where the node has no slot for it yet.</param>
    private sealed record Entry(int Index, EditorNode Node, int Slot, string? Widget);
}
