using System.Text.Json;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>Where an input really comes from: through reroutes, bypassed nodes and the walls of subgraphs.</summary>
internal sealed class LinkResolver(Scope root)
{
    private readonly Dictionary<(Scope, string), Origin> _hostValues = [];

    public Scope Root { get; } = root;

    /// <param name="slot">Of the node's inputs, which has a link.</param>
    public Origin Resolve(Scope scope, EditorNode node, int slot)
    {
        var visited = new HashSet<Place>();
        Step step = new Place(scope, node, slot, IsInput: true, Type: null);
        while (step.Next is { } place)
        {
            if (!visited.Add(place))
                return new Origin.Broken("its links run in a circle");
            step = place.IsInput ? FromInput(place) : FromOutput(place);
        }

        return step.End!;
    }

    private Step FromInput(Place at)
    {
        var input = at.Node.Inputs[at.Slot];
        if (input.Link is null)
            return Origin.Nothing;
        if (!at.Scope.Graph.Links.TryGetValue(input.Link, out var link))
            return new Origin.Broken($"its link {input.Link} is not in the file");
        return Follow(at.Scope, link, at.Type ?? input.Type);
    }

    private Step Follow(Scope scope, EditorLink link, string type)
    {
        if (scope.Host is { } host && link.OriginId == host.Subgraph.InputNodeId)
            return LeaveSubgraph(scope, host, link.OriginSlot);
        return scope.Graph.Nodes.TryGetValue(link.OriginId, out var origin)
            ? new Place(scope, origin, link.OriginSlot, IsInput: false, type)
            : new Origin.Broken($"it comes from node {link.OriginId}, which is not in the file");
    }

    private Step LeaveSubgraph(Scope scope, Host host, int slot)
    {
        if (slot < 0 || slot >= host.Subgraph.Inputs.Count)
            return new Origin.Broken($"the subgraph '{host.Subgraph.Name}' has no input {slot}");
        var name = host.Subgraph.Inputs[slot];
        var outside = host.SlotOf(name);
        if (outside >= 0 && host.Node.Inputs[outside].Link is not null)
            return new Place(host.Around, host.Node, outside, IsInput: true, Type: null);
        if (!_hostValues.TryGetValue((scope, name), out var value))
            _hostValues[(scope, name)] = value = HostValue(host, name);
        return value;
    }

    private static Origin HostValue(Host host, string name) =>
        !host.Subgraph.KeepsValuesInside && PromotedWidgets.Find(host, name) is { } found
            ? new Origin.Value(found, $"{host.Id} {name}", Title: null)
            : Origin.Nothing;

    private static Step FromOutput(Place at)
    {
        if (at.Node.Mode is NodeMode.Muted)
            return Origin.Nothing;
        if (at.Node.Mode is NodeMode.Bypassed)
            return Bypass.Slot(at.Node, at.Slot, at.Type!) is { } slot ? at with { Slot = slot, IsInput = true, Type = null } : Origin.Nothing;
        if (at.Scope.Inside.TryGetValue(at.Node.Id, out var inside))
            return EnterSubgraph(inside, at);
        return VirtualNodes.Find(at.Node.Type) is { } kind ? ThroughVirtual(at, kind) : new Origin.Node(new GraphLink(at.Scope.IdOf(at.Node), at.Slot));
    }

    private static Step EnterSubgraph(Scope inside, Place at)
    {
        var outputs = inside.Host!.Subgraph.Outputs;
        if (at.Slot < 0 || at.Slot >= outputs.Count || outputs[at.Slot] is not { } link)
            return Origin.Nothing;
        if (link.OriginId != inside.Host.Subgraph.InputNodeId)
        {
            return inside.Graph.Nodes.TryGetValue(link.OriginId, out var origin)
                ? new Place(inside, origin, link.OriginSlot, IsInput: false, at.Type)
                : new Origin.Broken($"an output of the subgraph '{inside.Host.Subgraph.Name}' comes from node {link.OriginId}, which is not in the file");
        }

        // Straight through: what goes in comes out.
        var name = link.OriginSlot < inside.Host.Subgraph.Inputs.Count ? inside.Host.Subgraph.Inputs[Math.Max(0, link.OriginSlot)] : "";
        var slot = inside.Host.SlotOf(name);
        return slot >= 0 ? at with { Slot = slot, IsInput = true } : Origin.Nothing;
    }

    private static Step ThroughVirtual(Place at, VirtualKind kind)
    {
        if (kind is VirtualKind.Primitive)
        {
            var id = at.Scope.IdOf(at.Node);
            var set = at.Scope.HostValues.TryGetValue((id, "value"), out var outer) ? outer : WidgetValues.First(at.Node);
            return set is { ValueKind: not JsonValueKind.Null } value ? new Origin.Value(value, id, VirtualNodes.TitleOf(at.Node)) : Origin.Nothing;
        }

        if (kind is VirtualKind.Getter)
        {
            return VirtualNodes.FindSetter(at.Scope, at.Node) is var (scope, setter)
                ? new Place(scope, setter, 0, IsInput: false, at.Type)
                : new Origin.Broken($"'{at.Node.Title ?? at.Node.Type}' gets a value that no node sets");
        }

        // Reroutes have one slot on each side; setters may have more outputs than inputs.
        var slot = at.Slot < at.Node.Inputs.Count ? at.Slot : 0;
        return slot < at.Node.Inputs.Count ? at with { Slot = slot, IsInput = true } : Origin.Nothing;
    }

    /// <param name="Type">What is looked for, for bypassed nodes on the way; null when the input's own type counts.</param>
    private sealed record Place(Scope Scope, EditorNode Node, int Slot, bool IsInput, string? Type)
    {
        public bool Equals(Place? other) =>
            other is not null && ReferenceEquals(Scope, other.Scope) && ReferenceEquals(Node, other.Node) && (Slot, IsInput) == (other.Slot, other.IsInput);

        public override int GetHashCode() => HashCode.Combine(Scope, Node.Id, Slot, IsInput);
    }

    private readonly record struct Step(Place? Next, Origin? End)
    {
        public static implicit operator Step(Place next) => new(next, null);

        public static implicit operator Step(Origin end) => new(null, end);
    }
}

/// <summary>Where an input comes from.</summary>
internal abstract record Origin
{
    private Origin()
    {
    }

    public static Origin Nothing { get; } = new None();

    /// <summary>The output of a node that an engine has.</summary>
    internal sealed record Node(GraphLink Link) : Origin;

    /// <summary>A value that was set at a primitive, or at the node of a subgraph.</summary>
    /// <param name="From">Names where it stands; the same for all that take it.</param>
    /// <param name="Title">The name that a person gave it.</param>
    internal sealed record Value(JsonElement Json, string From, string? Title) : Origin;

    /// <summary>Nowhere: the link leads to something that is switched off or was never linked.</summary>
    internal sealed record None : Origin;

    /// <param name="Reason">Without a name and a full stop.</param>
    internal sealed record Broken(string Reason) : Origin;
}
