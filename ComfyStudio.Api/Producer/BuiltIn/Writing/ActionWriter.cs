using System.Text.RegularExpressions;
using ComfyStudio.Api.Producer.BuiltIn.Language;
using ComfyStudio.Api.Producer.BuiltIn.Reading;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.BuiltIn.Writing;

/// <summary>Says what happens in a moment in the words of a model family.</summary>
internal sealed partial class ActionWriter(Vocabulary words, PromptDialect dialect, Keywords keywords)
{
    private static readonly string[] Angles =
        ["seen from the side", "from a low angle", "from above", "from a distance", "seen from the left", "seen from the right", "through a gap in the foreground", "from directly behind"];

    private static readonly string[] Gestures =
        ["hand raised", "leaning forward", "looking away", "head tilted", "arms crossed", "turning around", "hand on the chest", "looking down"];

    private int _spoken;

    public string Write(Beat beat, string shot)
    {
        var moment = beat.Key;
        var again = beat.Copy == 0 ? null : Again(beat, shot);
        var action = again ?? Action(moment);
        if (shot == ShotTypes.CloseUp && Feeling(moment) is { } feeling && !action.Contains(feeling[..Math.Min(4, feeling.Length)], StringComparison.OrdinalIgnoreCase))
            action = $"{action.TrimEnd('.', '!', '?', '…', ' ')}, {feeling}";
        if (beat.Copy > 1 && again is null)
            action = $"{action.TrimEnd('.', '!', '?', '…', ' ')}, {Angles[(beat.Copy - 2) % Angles.Length]}";
        return Clean(keywords.Apply(action));
    }

    /// <summary>A thing of the moment that a picture could show by itself.</summary>
    public string? Thing(Moment moment)
    {
        if (!words.IsEnglish || moment.Visual <= Beats.OnceOnly)
            return null;
        for (var at = 0; at < moment.Tokens.Count; at++)
        {
            if (words.Has("determiners", moment.Tokens[at].Lower) && ThingAfter(moment, at) is { } thing)
                return thing;
        }

        return null;
    }

    /// <summary>The moment without whatever only leads to it, with a name where a pronoun stood.</summary>
    public string Sentence(Moment moment) => SentenceShaper.Shape(moment, words);

    private string Action(Moment moment)
    {
        if (moment.Said.Count > 0 && SpeechWriter.Of(moment, words, dialect) is { } speech)
            return $"{speech}, {Gestures[_spoken++ % Gestures.Length]}";
        if (moment.Visual <= Beats.OnceOnly)
            return dialect is PromptDialect.Tags ? "no humans" : moment.Seen;
        if (!words.IsEnglish)
            return Sentence(moment);
        if (moment.Visual < 1 && moment.Cast is [var thinker, ..] && moment.Tokens.Any(token => words.Has("abstract", token.Lower)))
            return dialect is PromptDialect.Prose ? $"{SentenceShaper.Call(thinker)} is lost in thought" : $"{SentenceShaper.Call(thinker)}, thoughtful expression";
        return dialect is PromptDialect.Tags ? new TagWriter(words).Write(moment) : VerbShaper.Shape(Sentence(moment), words, dialect is PromptDialect.Mixed);
    }

    // The same moment once more: a face, or a thing.
    private string? Again(Beat beat, string shot)
    {
        var moment = beat.Key;
        if (shot == ShotTypes.Detail && beat.Copy <= 6 && Thing(moment) is { } thing)
            return thing;
        if (shot != ShotTypes.CloseUp || beat.Copy > 6 || moment.Cast is not [.., var person])
            return null;
        var feeling = Feeling(moment) ?? (person.IsAnimal ? "alert" : "attentive");
        return dialect is PromptDialect.Tags ? $"{feeling}, looking away" : $"{SentenceShaper.Call(person)} looking on, {feeling} expression";
    }

    private string? Feeling(Moment moment) => moment.Tokens.Select(token => words.Meaning("feelings", token.Lower)).FirstOrDefault(feeling => feeling is not null);

    private string? ThingAfter(Moment moment, int determiner)
    {
        var end = determiner + 1;
        while (end < moment.Tokens.Count && end - determiner <= 4 && Tokens.Follows(moment.Seen, moment.Tokens, end) && IsContent(moment.Tokens[end].Lower) && !moment.Means.ContainsKey(end))
            end++;
        var last = end - 1;
        if (last <= determiner || moment.Means.ContainsKey(Math.Min(end, moment.Tokens.Count - 1)) && end < moment.Tokens.Count)
            return null;
        var word = moment.Tokens[last].Lower;
        if (words.IsNoun(word) || words.Has("times", word) || words.Has("abstract", word) || word.EndsWith("ly", StringComparison.Ordinal))
            return null;
        return $"the {moment.Seen[moment.Tokens[determiner + 1].At..moment.Tokens[last].End]}";
    }

    private bool IsContent(string word) =>
        !words.Has("stop", word) && !words.Has("prepositions", word) && words.Verbs.Find(word)?.Kind is not (VerbKind.Third or VerbKind.Past);

    // What means something to a prompt's reader is not the story's to say: braces draw, brackets weigh, angles load.
    private static string Clean(string action) => SpaceBeforeComma.Replace(Spaces.Replace(Signs.Replace(action, " "), " "), ",").Trim(' ', ',', '.', ';', ':', '!', '?', '…', '–', '—', '"');

    [GeneratedRegex(@"[{}<>()\[\]|\\]|_{2,}|\p{Cc}")]
    private static partial Regex Signs { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces { get; }

    [GeneratedRegex(@"\s+,")]
    private static partial Regex SpaceBeforeComma { get; }
}
