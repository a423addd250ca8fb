using System.Text.Json;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows.Proposals;

/// <summary>
/// What of a graph a person may want to change. Only what is understood is proposed: a form of everything would be the graph again.
/// </summary>
internal sealed class SlotProposal
{
    private static readonly JsonElement Random = JsonElement.Parse("-1");
    private static readonly JsonElement Nothing = JsonElement.Parse("null");

    private const int MaxAlike = 3;

    private readonly GraphMap _map;
    private readonly OneValue _values;
    private readonly List<(Slot Slot, GraphNode For)> _drafts = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private SlotProposal(GraphMap map, OneValue values) => (_map, _values) = (map, values);

    public static IReadOnlyList<Slot> For(ApiGraph graph, NodeCatalog catalog) => For(graph, catalog, [], []);

    /// <param name="shared">What was one value in the editor.</param>
    /// <param name="loras">Lists that took the place of loaders already.</param>
    public static IReadOnlyList<Slot> For(ApiGraph graph, NodeCatalog catalog, IReadOnlyList<SharedValue> shared, IReadOnlyList<SlotFor> loras)
    {
        var proposal = new SlotProposal(new GraphMap(graph, catalog), new OneValue(graph, shared));
        proposal.AddPrompts();
        proposal.AddPictures();
        proposal.AddSizes();
        proposal.AddSeeds();
        proposal.AddModels();
        proposal._drafts.AddRange(loras.Select(list => (list.Slot, list.For)));
        proposal.AddKnown();
        proposal.AddSetApart();
        proposal.AddPrimitives();
        return SlotNames.MakeUnique([.. Calm(proposal._drafts).OrderBy(draft => GroupPlace(draft.Slot))]);
    }

    // A workflow of many passes has the settings of each: those of the first are the ones to see.
    private static IEnumerable<(Slot Slot, GraphNode For)> Calm(IReadOnlyList<(Slot Slot, GraphNode For)> drafts)
    {
        var many = drafts.CountBy(draft => draft.Slot.Name).Where(count => count.Value > MaxAlike && KnownInputs.IsSlot(count.Key)).Select(count => count.Key).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return drafts.Select(draft => many.Contains(draft.Slot.Name) && !seen.Add(draft.Slot.Name) ? (draft.Slot with { Advanced = true }, draft.For) : draft);
    }

    public static IReadOnlyList<SlotGroup> GroupsOf(IReadOnlyList<Slot> slots) =>
        [.. ProposedGroup.InOrder.Where(group => slots.Any(slot => slot.Group == group.Name))];

    private void AddPrompts()
    {
        var (positive, negative) = PromptFinder.Find(_map);
        foreach (var (texts, isFirst) in ByText(positive))
        {
            if (isFirst)
                Add(SlotDraft.New(Slot.Prompt, "Prompt", SlotType.Prompt, ProposedGroup.Prompt) with { Required = true }, texts, IsEmpty(texts[0]) ? Nothing : null);
            else
                Add(SlotDraft.New("prompt_2", "Prompt", SlotType.Text, ProposedGroup.Prompt), texts);
        }

        foreach (var (texts, _) in ByText(negative))
            Add(SlotDraft.New("negative", "Negative prompt", SlotType.Text, ProposedGroup.Prompt), texts);
    }

    // A prompt that must be given cannot be empty by default.
    private static bool IsEmpty(ValuePlace place) => string.IsNullOrWhiteSpace(place.Text);

    // The same text in several places is one text: an encoder with two, or two stages with an encoder each.
    private IEnumerable<(List<ValuePlace> Places, bool IsFirst)> ByText(IReadOnlyList<ValuePlace> places) => places
        .Where(IsFree)
        .GroupBy(place => place.Text, StringComparer.Ordinal)
        .Select((group, index) => (group.ToList(), index == 0));

    private void AddPictures()
    {
        foreach (var place in Literals((_, input) => input.ImageUpload).Where(IsFree))
        {
            var isMask = place.Asker.Node.ClassType.Contains("Mask", StringComparison.Ordinal);
            var slot = isMask
                ? SlotDraft.New("mask", "Mask", SlotType.Mask, ProposedGroup.Inputs)
                : SlotDraft.New("image", "Picture", SlotType.Image, ProposedGroup.Inputs);
            // The engine's file is not one of the studio's.
            Add(slot with { Required = true }, _values.With(place, _map), Nothing);
        }
    }

    private void AddSizes()
    {
        var pairs = _map.Nodes
            .Select(node => (Width: _map.Find(node, "width"), Height: _map.Find(node, "height"), Node: node))
            .Where(pair => pair is { Width: not null, Height: not null } && IsFree(pair.Width!) && IsFree(pair.Height!))
            .Select(pair => (Width: pair.Width!, Height: pair.Height!, pair.Node))
            .ToList();
        if (pairs.FirstOrDefault(pair => GivesLatent(pair.Node)) is not { Width: not null } first)
            return;
        // A square of which only one side is said.
        if (first.Width.Name == first.Height.Name)
        {
            Add(SlotDraft.New("size", "Size", SlotType.Integer, ProposedGroup.Picture), [first.Width]);
            return;
        }

        // Others that say the same size mean the same picture.
        var same = pairs
            .Where(pair => pair.Width.Name != pair.Height.Name && SlotDraft.Number(pair.Width) == SlotDraft.Number(first.Width) && SlotDraft.Number(pair.Height) == SlotDraft.Number(first.Height))
            .OrderByDescending(pair => pair.Node == first.Node)
            .Select(pair => (pair.Width, pair.Height))
            .DistinctBy(pair => pair.Width.Name)
            .ToList();
        _drafts.Add((SlotDraft.Size(same), first.Node));
        _taken.UnionWith(same.SelectMany(pair => new[] { pair.Width.Name, pair.Height.Name }));
    }

    private bool GivesLatent(GraphNode node) =>
        _map.Catalog.Find(node.ClassType) is { } definition
            ? definition.Outputs.Contains("LATENT") && !definition.Inputs.Any(input => input is { Type: "LATENT", IsRequired: true })
            : node.ClassType.Contains("Latent", StringComparison.Ordinal);

    private void AddSeeds()
    {
        var isFirst = true;
        foreach (var places in Literals(IsSeed).Where(place => place.Asker.Node.FindText("add_noise") != "disable").GroupBy(place => place.Value.ToJsonString()))
        {
            // Only one seed is drawn anew for each picture.
            var slot = isFirst
                ? SlotDraft.New(Slot.Seed, "Seed", SlotType.Seed, ProposedGroup.Picture) with { Help = SeedHelp(places.Key) }
                : SlotDraft.New("seed_2", "Seed", SlotType.Integer, ProposedGroup.Picture, advanced: true);
            Add(slot, [.. places], isFirst ? Random : null);
            isFirst = false;
        }
    }

    private static string SeedHelp(string seed) =>
        $"The same seed and settings make the same picture again. -1 picks a new one each time. The workflow had {seed}.";

    private static bool IsSeed(GraphNode node, InputDefinition input) => input.WidgetType == "INT" && input.Name is "seed" or "noise_seed";

    private void AddModels()
    {
        foreach (var place in Literals(ModelProposal.MayBeModel).Where(IsFree))
        {
            if (ModelProposal.For(place) is not { } slot)
                continue;
            Add(slot, _values.With(place, _map));
            foreach (var strengths in ModelProposal.StrengthsOf(_map, place).Where(strengths => strengths.All(IsFree)))
                Add(SlotDraft.New($"{slot.Name}_strength", $"{slot.Label} strength", SlotType.Float, ProposedGroup.Models), strengths);
        }
    }

    private void AddKnown()
    {
        foreach (var place in Literals((_, input) => KnownInputs.Find(input.Name) is not null).Where(IsFree))
        {
            var known = KnownInputs.Find(place.Asker.Input.Name)!;
            var label = _values.TitleOf(place) ?? known.Label;
            if (Fits(place, known.Type))
                Add(ChoiceProposal.Complete(SlotDraft.New(known.Slot, label, known.Type, known.Group, known.IsAdvanced), place), _values.With(place, _map));
        }
    }

    private static bool Fits(ValuePlace place, SlotType type) => type switch
    {
        SlotType.Integer => place.Asker.Input.WidgetType == "INT",
        SlotType.Float => place.Asker.Input.WidgetType is "FLOAT" or "INT",
        _ => place.Text is not null,
    };

    // Whoever drew a value out of a subgraph or made a primitive of it wanted it at hand.
    private void AddSetApart()
    {
        foreach (var shared in _values.FromEditor)
        {
            var places = shared.Places.Select(at => _map.Graph.FindNode(at.NodeId) is { } node ? _map.Find(node, at.Input) : null).OfType<ValuePlace>();
            if (places.FirstOrDefault(IsFree) is not { } place || SlotNames.IsFileName(place.Input) || (PrimitiveType(place) ?? ChoiceType(place)) is not { } type)
                continue;
            var name = shared.Title ?? SlotNames.Words(place.Asker.Input.Name);
            Add(ChoiceProposal.Complete(SlotDraft.New(SlotNames.Slug(name), name, type, ProposedGroup.More), place), _values.With(place, _map));
        }
    }

    private static SlotType? ChoiceType(ValuePlace place) =>
        place.Asker.Input is { WidgetType: "COMBO", Choices.Count: > 0, IsUpload: false } && place.Text is not null ? SlotType.Choice : null;

    private void AddPrimitives()
    {
        foreach (var node in _map.Nodes.Where(node => KnownInputs.IsPrimitive(node.ClassType)))
        {
            if (_map.Find(node, "value") is { } place && IsFree(place) && PrimitiveType(place) is { } type)
                Add(SlotDraft.New(SlotNames.Slug(node.Title ?? "value"), node.Title ?? "Value", type, ProposedGroup.More), [place]);
        }
    }

    private static SlotType? PrimitiveType(ValuePlace place) => place.Asker.Input.WidgetType switch
    {
        "INT" => SlotType.Integer,
        "FLOAT" => SlotType.Float,
        "BOOLEAN" => SlotType.Boolean,
        "STRING" => SlotType.Text,
        _ => null,
    };

    /// <summary>Where the values of these inputs stand, what feeds others first; none that a slot has already.</summary>
    private List<ValuePlace> Literals(Func<GraphNode, InputDefinition, bool> isMeant) =>
    [
        .. _map.Nodes
            .SelectMany(node => _map.WidgetsOf(node).Where(input => isMeant(node, input)).Select(input => _map.Find(node, input)))
            .OfType<ValuePlace>()
            .Where(IsFree)
            .DistinctBy(place => place.Name),
    ];

    // Slots write node.input, so a node with a dot in its id cannot be named.
    private bool IsFree(ValuePlace place) => !_taken.Contains(place.Name) && !place.Node.Id.Contains('.', StringComparison.Ordinal);

    /// <param name="fallback">In place of what the graph has; null for no default at all.</param>
    private void Add(Slot slot, IReadOnlyList<ValuePlace> places, JsonElement? fallback = null)
    {
        var drafted = SlotDraft.At(slot, places);
        if (fallback is { } value)
            drafted = drafted with { Default = value.ValueKind is JsonValueKind.Null ? null : value };
        _drafts.Add((drafted, places[0].Asker.Node));
        _taken.UnionWith(places.Select(place => place.Name));
    }

    private static int GroupPlace(Slot slot) => ProposedGroup.InOrder.Index().First(group => group.Item.Name == slot.Group).Index;
}
