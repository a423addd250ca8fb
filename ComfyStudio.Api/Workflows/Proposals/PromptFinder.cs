using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows.Proposals;

/// <summary>
/// Finds prompts: from every node that takes conditioning and gives none (samplers, guiders), against the links, through whatever
/// changes conditioning on the way, to the texts it was made from.
/// </summary>
internal sealed class PromptFinder(GraphMap map)
{
    private const string Conditioning = "CONDITIONING";
    private const int MaxTexts = 200;
    private const int MaxParts = 6;

    // Makes nothing of something: what was written before it does not count.
    private static readonly string[] Erasers = ["ConditioningZeroOut"];

    private static readonly string[] NegativeNames = ["negative", "uncond"];

    // Of nodes that put texts together: what they look for and what they write between, not what is written.
    private static readonly string[] NoTexts = ["find", "delimiter", "separator", "pattern", "regex_pattern", "path", "filename"];

    // Of nodes whose definition nobody has.
    private static readonly string[] TextNames = ["text", "text_g", "text_l", "clip_l", "t5xxl", "llama", "prompt", "positive", "negative", "positive_prompt", "negative_prompt"];

    private readonly HashSet<(string NodeId, int Slot, bool IsNegative)> _visited = [];
    private readonly List<ValuePlace> _positive = [];
    private readonly List<ValuePlace> _negative = [];

    public static (IReadOnlyList<ValuePlace> Positive, IReadOnlyList<ValuePlace> Negative) Find(GraphMap map)
    {
        var finder = new PromptFinder(map);
        foreach (var node in map.Nodes)
            finder.StartAt(node, SaysWhich);
        // What else takes conditioning does not say what for; what is known to be negative stays it.
        foreach (var node in map.Nodes)
            finder.StartAt(node, input => !SaysWhich(input));
        if (finder._positive.Count == 0)
            finder._positive.AddRange(finder.LoosePrompts());
        var positive = finder._positive.DistinctBy(place => place.Name).Take(MaxTexts).ToList();
        var taken = positive.Select(place => place.Name).ToHashSet(StringComparer.Ordinal);
        return (positive, [.. finder._negative.DistinctBy(place => place.Name).Where(place => !taken.Contains(place.Name)).Take(MaxTexts)]);
    }

    private static bool SaysWhich(string input) => IsNegative(input) || input.Contains("positive", StringComparison.OrdinalIgnoreCase);

    private void StartAt(GraphNode node, Func<string, bool> isMeant)
    {
        if (GivesConditioning(node))
            return;
        foreach (var input in node.InputNames.Where(isMeant))
        {
            if (node.FindLink(input) is { } link && TakesConditioning(node, input, link) && (SaysWhich(input) || !IsKnownNegative(link)))
                Walk(link, IsNegative(input));
        }
    }

    private bool IsKnownNegative(GraphLink link) => _visited.Contains((link.NodeId, link.Slot, true));

    private void Walk(GraphLink from, bool isNegative)
    {
        var waiting = new Stack<GraphLink>([from]);
        while (waiting.TryPop(out var link))
        {
            if (map.Graph.FindNode(link.NodeId) is not { } node || Erasers.Contains(node.ClassType) || !_visited.Add((link.NodeId, link.Slot, isNegative)))
                continue;
            (isNegative ? _negative : _positive).AddRange(TextsOf(node, isNegative));
            foreach (var next in Before(node, link.Slot).Reverse())
                waiting.Push(next);
        }
    }

    // A node that carries both through gives them on in the same order, also where it adds others to them.
    private IEnumerable<GraphLink> Before(GraphNode node, int slot)
    {
        var inputs = node.InputNames.Where(input => node.FindLink(input) is { } link && TakesConditioning(node, input, link)).ToList();
        var meant = inputs.Any(IsNegative) && !inputs.All(IsNegative) ? inputs.Where(input => slot is 0 or 1 && IsNegative(input) == (slot == 1)) : inputs;
        return meant.Select(input => node.FindLink(input)!.Value);
    }

    private IEnumerable<ValuePlace> TextsOf(GraphNode node, bool isNegative)
    {
        var texts = LinkedTexts(node).Concat(map.WidgetsOf(node)).Where(IsPrompt).ToList();
        // A node with a text for each is asked for the one that is meant.
        var own = texts.Where(text => IsNegative(text.Name) == isNegative).ToList();
        return (texts.Any(text => IsNegative(text.Name)) ? own : texts).SelectMany(text => FindTexts(node, text));
    }

    // Of a node whose definition nobody has, only the name tells that a link brings a text.
    private IEnumerable<InputDefinition> LinkedTexts(GraphNode node) => map.Catalog.Find(node.ClassType) is not null
        ? []
        : node.InputNames.Where(name => node.FindLink(name) is not null && TextNames.Contains(name) && !(name is "positive" or "negative"))
            .Select(name => new InputDefinition(name, "STRING", IsRequired: true, [], Min: null, Max: null, Step: null, Default: null) { IsWidget = true });

    private bool IsPrompt(InputDefinition input) =>
        input.WidgetType == "STRING" && (input.Multiline || TextNames.Contains(input.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// The text itself, or those that nodes put together or choose from: first what stands in a node of its own, put there to be changed,
    /// then the longer one. Where all of them are empty, it is the one that waits to be written.
    /// </summary>
    private IEnumerable<ValuePlace> FindTexts(GraphNode node, InputDefinition input)
    {
        if (map.Find(node, input) is { } place)
            return [place];
        if (node.FindLink(input.Name) is not { } link)
            return [];
        var all = TextsBefore(link).DistinctBy(text => text.Name).OrderByDescending(StandsAlone).ToList();
        var texts = all.All(IsInstruction) ? all : all.FindAll(text => !IsInstruction(text));
        return texts.Any(HasWords) ? texts.Where(HasWords).OrderByDescending(StandsAlone).ThenByDescending(text => text.Text!.Length).Take(MaxParts) : texts.Take(1);
    }

    private bool StandsAlone(ValuePlace text) => map.WidgetsOf(text.Node).Count() == 1;

    // What a language model is told about how to write a prompt.
    private static bool IsInstruction(ValuePlace text) =>
        text.Node.Title?.Contains("system", StringComparison.OrdinalIgnoreCase) is true || text.Text!.Contains("SYSTEM_PROMPT", StringComparison.Ordinal);

    // What stands between two texts is no text, and what is to be replaced by one is none either.
    private static bool HasWords(ValuePlace text) =>
        text.Text!.Count(char.IsLetter) > 1 && !(text.Text!.StartsWith('{') && text.Text.EndsWith('}') && !text.Text.Contains(' ', StringComparison.Ordinal));

    private IEnumerable<ValuePlace> TextsBefore(GraphLink from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<GraphLink>([from]);
        while (waiting.TryDequeue(out var link) && seen.Count < MaxTexts)
        {
            if (map.Graph.FindNode(link.NodeId) is not { } node || !seen.Add(node.Id))
                continue;
            foreach (var place in OwnTexts(node))
                yield return place;
            foreach (var input in node.InputNames.Where(IsForText))
            {
                if (node.FindLink(input) is { } next && MayBeText(node, input, next))
                    waiting.Enqueue(next);
            }
        }
    }

    private IEnumerable<ValuePlace> OwnTexts(GraphNode node) => map.WidgetsOf(node)
        .Where(widget => widget.WidgetType == "STRING" && IsForText(widget.Name) && node.FindLink(widget.Name) is null)
        .Select(widget => map.Find(node, widget))
        .OfType<ValuePlace>()
        .Where(place => place.Text is not null);

    // Lists to pick words from have what they ask for as their value.
    private static bool IsForText(string input) => !NoTexts.Contains(input) && !input.StartsWith("Select ", StringComparison.Ordinal);

    // A switch gives whatever it takes.
    private bool MayBeText(GraphNode node, string input, GraphLink link) =>
        (map.TypeOf(link) ?? map.TypeOf(node, input)) is { } type && (type is "STRING" or "*" || type.StartsWith("COMFY_", StringComparison.Ordinal));

    // Nodes that call a service have a prompt and no conditioning.
    private IEnumerable<ValuePlace> LoosePrompts() => map.Nodes
        .SelectMany(node => map.WidgetsOf(node)
            .Where(widget => widget.WidgetType == "STRING" && widget.Name is "prompt" or "text" && !IsNegative(widget.Name))
            .Select(widget => map.Find(node, widget)))
        .OfType<ValuePlace>()
        .Take(1);

    private bool GivesConditioning(GraphNode node) => map.Catalog.Find(node.ClassType)?.Outputs.Contains(Conditioning)
        ?? node.ClassType.Contains("Encode", StringComparison.Ordinal) || node.ClassType.Contains("Conditioning", StringComparison.Ordinal);

    private bool TakesConditioning(GraphNode node, string input, GraphLink link) =>
        (map.TypeOf(node, input) ?? map.TypeOf(link) ?? (IsNegative(input) || input is "positive" or "conditioning" ? Conditioning : null)) == Conditioning;

    private static bool IsNegative(string input) => NegativeNames.Any(name => input.Contains(name, StringComparison.OrdinalIgnoreCase));
}
