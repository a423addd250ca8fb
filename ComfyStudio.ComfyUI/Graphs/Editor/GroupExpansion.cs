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

        var entries = Entries(group).ToList();
        foreach (var input in host.Inputs.Skip(entries.Count).Where(input => input.Link is not null))
            log.Problem(id, host, $"'{input.Name}' was made an input of this group, and nobody can tell of which node inside. Ungroup it in ComfyUI, then export again.");
        return Build(group, host, id, [.. entries.Take(host.Inputs.Count)], values);
    }

    private bool IsMissing(EditorNode node) =>
        catalog.Find(node.Type) is null && VirtualNodes.Find(node.Type) is null && groups.Find(node.Type) is null;

    private static EditorSubgraph Build(
        GroupDefinition group, EditorNode host, string id, IReadOnlyList<(EditorNode Node, int Slot)> entries, IReadOnlyList<JsonElement> values)
    {
        var links = group.Links.ToDictionary(link => link.Id, StringComparer.Ordinal);
        foreach (var (entry, index) in entries.Select((entry, index) => (entry, index)))
            links[EntryId(index)] = new EditorLink(EntryId(index), InputNode, index, entry.Node.Id, entry.Slot);
        var linkTo = links.Values.DistinctBy(link => (link.TargetId, link.TargetSlot)).ToDictionary(link => (link.TargetId, link.TargetSlot), link => link.Id);

        var nodes = new OrderedDictionary<string, EditorNode>(StringComparer.Ordinal);
        foreach (var (node, value) in group.Nodes.Zip(values))
        {
            IReadOnlyList<EditorInput> inputs = [.. node.Inputs.Select((input, slot) => input with { Link = linkTo.GetValueOrDefault((node.Id, slot)) })];
            nodes[node.Id] = node with { Values = value, NamedValues = default, Inputs = inputs };
        }

        var names = host.Inputs.Take(entries.Count).Select(input => input.Name);
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
}
