using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Prompts;

/// <summary>How long the prompts of a graph are for the model that reads them, and what of them comes too late to count fully.</summary>
internal static class PromptTokens
{
    private static readonly TextEncoder Clip = new("CLIP", 75, "reads 75 at a time");
    private static readonly TextEncoder T5 = new("T5", 512, "was taught with 512 at most");

    public static IReadOnlyList<TokenCount> Of(Template template, ApiGraph graph, IReadOnlyDictionary<string, JsonElement> values) =>
    [
        .. template.Slots
            .Where(slot => slot.Type is SlotType.Prompt or SlotType.Text && IsEncoded(slot, graph))
            .Where(slot => values.TryGetValue(slot.Name, out var value) && value.ValueKind is JsonValueKind.String)
            .Select(slot => Count(slot.Name, values[slot.Name].GetString()!, EncoderOf(graph))),
    ];

    public static IEnumerable<FieldWarning> Warnings(Template template, ApiGraph graph, IReadOnlyDictionary<string, JsonElement> values)
    {
        foreach (var count in Of(template, graph, values).Where(count => count.CutAt is not null))
        {
            var slot = template.FindSlot(count.Slot)!;
            var encoder = EncoderOf(graph);
            var rest = values[slot.Name].GetString()![count.CutAt!.Value..].TrimStart(' ', ',');
            yield return new FieldWarning(
                SlotValues.FieldOf(slot),
                $"{slot.Label} has about {count.Count} tokens, and {encoder.Name} {encoder.Limit}: from \"{ShortText.Of(rest, 40)}\" on it may count for less.");
        }
    }

    /// <summary>Which one reads the prompts of a graph; the usual one where there is none.</summary>
    public static TextEncoder EncoderFor(ApiGraph? graph) => graph is null ? Clip : EncoderOf(graph);

    private static TokenCount Count(string slot, string text, TextEncoder encoder)
    {
        var tokens = TokenEstimate.Of(text);
        return new TokenCount(slot, tokens.Sum(token => token.Count), encoder.Name, encoder.Size, TokenEstimate.CutAt(tokens, encoder.Size), IsEstimate: true);
    }

    private static bool IsEncoded(Slot slot, ApiGraph graph) => slot.Inputs.Select(SlotInput.Parse)
        .Any(place => graph.FindNode(place.NodeId)?.ClassType.Contains("TextEncode", StringComparison.Ordinal) is true);

    // The loader of the text encoders says what they are for.
    private static TextEncoder EncoderOf(ApiGraph graph) => graph.Nodes.Any(node => node.FindText("type") is "flux" or "sd3") ? T5 : Clip;
}

/// <param name="Size">How many tokens it takes in at a time.</param>
/// <param name="Limit">The same in words.</param>
internal sealed record TextEncoder(string Name, int Size, string Limit);

/// <param name="Slot">The text's slot.</param>
/// <param name="Count">Without the two that mark its beginning and end.</param>
/// <param name="Encoder">Which text encoder is meant.</param>
/// <param name="Size">How many it takes in at a time.</param>
/// <param name="CutAt">Where in the text those beyond the first <paramref name="Size"/> begin; null when there are none.</param>
/// <param name="IsEstimate">It was not counted with the encoder's own vocabulary.</param>
internal sealed record TokenCount(string Slot, int Count, string Encoder, int Size, int? CutAt, bool IsEstimate);
