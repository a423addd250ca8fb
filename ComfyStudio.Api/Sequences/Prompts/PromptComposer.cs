using System.Text;
using System.Text.RegularExpressions;
using ComfyStudio.Api.Producer.Families;
using ComfyStudio.Api.Prompts;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Prompts;

/// <summary>
/// Puts a frame's prompt together: what is the same everywhere first, then who and where, then what happens. The words that people wrote
/// stay as they are, but for those that the keywords replace.
/// </summary>
internal sealed partial class PromptComposer(TemplateLibrary templates)
{
    private const string Between = ", ";

    /// <summary>All frames, each compared to the one before.</summary>
    public IReadOnlyList<ComposedPrompt> ComposeAll(Sequence sequence)
    {
        var encoder = PromptTokens.EncoderFor(templates.Find(sequence.Template)?.Graph);
        var keywords = new Keywords(sequence.Style.Keywords);
        var composed = new List<ComposedPrompt>(sequence.Frames.Count);
        foreach (var frame in sequence.Frames)
            composed.Add(Compose(sequence, frame, keywords, encoder, composed is [.., var before] ? before : null));
        return composed;
    }

    private static ComposedPrompt Compose(Sequence sequence, Frame frame, Keywords keywords, TextEncoder encoder, ComposedPrompt? before)
    {
        var replaced = new List<Replacement>();
        var (parts, prompt) = Join(PartsOf(sequence, frame, text => keywords.Replace(text, replaced)));
        var tokens = TokenEstimate.Of(prompt);
        return new ComposedPrompt(
            parts, prompt, sequence.Style.Negative?.Trim() ?? "", tokens.Sum(token => token.Count), encoder.Size, TokenEstimate.CutAt(tokens, encoder.Size), encoder.Name,
            [.. replaced.Distinct()], before is null ? [] : NewWords(prompt, before.Prompt));
    }

    private static IEnumerable<(PromptPartKind Kind, string? Text, string? Of)> PartsOf(Sequence sequence, Frame frame, Func<string, string> replace)
    {
        if (frame.PromptOverride is { Length: > 0 } whole)
        {
            yield return (PromptPartKind.Action, whole, null);
            yield break;
        }

        yield return (PromptPartKind.Style, sequence.Style.Prefix, null);
        foreach (var person in CastOf(sequence, frame))
            yield return (PromptPartKind.Person, LooksOf(person, frame), person.Id);
        var place = LocationOf(sequence, frame);
        yield return (PromptPartKind.Place, JoinTexts(place?.Looks, place?.Light, frame.TimeOfDay), place?.Id);
        yield return (PromptPartKind.Action, replace(frame.Action), null);
        yield return (PromptPartKind.Shot, ShotWords(sequence.Family, frame.ShotType), null);
        yield return (PromptPartKind.Suffix, sequence.Style.Suffix, null);
    }

    /// <summary>Those who are to be seen, in the frame's order.</summary>
    public static IEnumerable<Character> CastOf(Sequence sequence, Frame frame) =>
        frame.Cast.Distinct().Select(id => sequence.Characters.FirstOrDefault(character => character.Id == id)).OfType<Character>();

    public static Location? LocationOf(Sequence sequence, Frame frame) =>
        sequence.Locations.FirstOrDefault(location => location.Id == frame.LocationId);

    private static string LooksOf(Character person, Frame frame)
    {
        var outfits = person.Outfits ?? [];
        var worn = frame.Outfits.TryGetValue(person.Id, out var id) ? outfits.FirstOrDefault(outfit => outfit.Id == id) : outfits is [var usual, ..] ? usual : null;
        return JoinTexts(person.Looks, worn?.Text);
    }

    private static string ShotWords(string? family, string shotType) =>
        shotType.Length == 0 ? "" : (ModelFamilies.Find(family) ?? ModelFamilies.Default).ShotWords(shotType);

    private static (IReadOnlyList<PromptPart> Parts, string Prompt) Join(IEnumerable<(PromptPartKind Kind, string? Text, string? Of)> parts)
    {
        var (joined, prompt) = (new List<PromptPart>(), new StringBuilder());
        foreach (var (kind, text, of) in parts.Select(part => (part.Kind, Trimmed(part.Text), part.Of)).Where(part => part.Item2.Length > 0))
        {
            if (prompt.Length > 0)
                prompt.Append(EndsSentence(prompt) ? " " : Between);
            joined.Add(new PromptPart(kind, text, prompt.Length, of));
            prompt.Append(text);
        }

        return (joined, prompt.ToString());
    }

    private static bool EndsSentence(StringBuilder prompt) => prompt[^1] is '.' or '!' or '?' or ';' or ':';

    private static string JoinTexts(params IEnumerable<string?> texts) => string.Join(Between, texts.Select(Trimmed).Where(text => text.Length > 0));

    private static string Trimmed(string? text) => (text ?? "").Trim().Trim(',').Trim();

    private static IReadOnlyList<string> NewWords(string prompt, string before)
    {
        var known = Words.Matches(before).Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Words.Matches(prompt).Select(word => word.Value).Where(word => !known.Contains(word)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}'’-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Words { get; }
}
