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

    // Of nodes whose definition nobody has.
    private static readonly string[] TextNames = ["text", "text_g", "text_l", "clip_l", "t5xxl", "llama", "prompt", "positive", "negative", "positive_prompt", "negative_prompt"];

    private readonly HashSet<(string NodeId, int Slot, bool IsNegative)> _visited = [];
    private readonly List<ValuePlace> _positive = [];
    private readonly List<ValuePlace> _negative = [];

    public static (IReadOnlyList<ValuePlace> Positive, IReadOnlyList<ValuePlace> Negative) Find(GraphMap map)
    {
        var finder = new PromptFinder(map);
        foreach (var node in map.Nodes)
            finder.StartAt(node);
        if (finder._positive.Count == 0)
            finder._positive.AddRange(finder.LoosePrompts());
        var positive = finder._positive.DistinctBy(place => place.Name).Take(MaxTexts).ToList();
        var taken = positive.Select(place => place.Name).ToHashSet(StringComparer.Ordinal);
        return (positive, [.. finder._negative.DistinctBy(place => place.Name).Where(place => !taken.Contains(place.Name)).Take(MaxTexts)]);
    }

    private void StartAt(GraphNode node)
    {
        if (GivesConditioning(node))
            return;
        foreach (var input in node.InputNames)
        {
            if (node.FindLink(input) is { } link && TakesConditioning(node, input, link))
                Walk(link, IsNegative(input));
        }
    }

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

    // A node that carries both through gives them on in the same order.
    private IEnumerable<GraphLink> Before(GraphNode node, int slot)
    {
        if (node.FindLink("positive") is { } positive && node.FindLink("negative") is { } negative)
            return slot == 1 ? [negative] : slot == 0 ? [positive] : [];
        return node.InputNames.Where(input => node.FindLink(input) is { } link && TakesConditioning(node, input, link)).Select(input => node.FindLink(input)!.Value);
    }

    private IEnumerable<ValuePlace> TextsOf(GraphNode node, bool isNegative)
    {
        var texts = map.WidgetsOf(node).Where(IsPrompt).ToList();
        // A node with a text for each is asked for the one that is meant.
        var own = texts.Where(text => IsNegative(text.Name) == isNegative).ToList();
        return (texts.Any(text => IsNegative(text.Name)) ? own : texts).SelectMany(text => FindTexts(node, text));
    }

    private bool IsPrompt(InputDefinition input) =>
        input.WidgetType == "STRING" && (input.Multiline || TextNames.Contains(input.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// The text itself, or those that nodes put together: first what stands in a node of its own, put there to be changed, then the longer one.
    /// </summary>
    private IEnumerable<ValuePlace> FindTexts(GraphNode node, InputDefinition input)
    {
        if (map.Find(node, input) is { } place)
            return [place];
        return node.FindLink(input.Name) is { } link
            ? TextsBefore(link).Where(HasWords).OrderByDescending(StandsAlone).ThenByDescending(text => text.Text!.Length).Take(MaxParts)
            : [];
    }

    private bool StandsAlone(ValuePlace text) => map.WidgetsOf(text.Node).Count() == 1;

    // What stands between two texts is no text.
    private static bool HasWords(ValuePlace text) => text.Text!.Count(char.IsLetter) > 1;

    private IEnumerable<ValuePlace> TextsBefore(GraphLink from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<GraphLink>([from]);
        while (waiting.TryDequeue(out var link) && seen.Count < MaxTexts)
        {
            if (map.Graph.FindNode(link.NodeId) is not { } node || !seen.Add(node.Id))
                continue;
            foreach (var widget in map.WidgetsOf(node).Where(widget => widget.WidgetType == "STRING"))
            {
                if (node.FindLink(widget.Name) is { } next)
                    waiting.Enqueue(next);
                else if (map.Find(node, widget) is { Text.Length: > 0 } place)
                    yield return place;
            }
        }
    }

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
