using ComfyStudio.Api.Producer.BuiltIn.Language;
using ComfyStudio.Api.Producer.BuiltIn.Reading;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.BuiltIn.Writing;

/// <summary>Of what is said, a picture shows only that somebody says it, and how.</summary>
internal static class SpeechWriter
{
    private const int MostWordsBeside = 5;

    /// <returns>Null when more is to be seen than somebody speaking.</returns>
    public static string? Of(Moment moment, Vocabulary words, PromptDialect dialect)
    {
        var saying = moment.Tokens.FirstOrDefault(token => Speech.IsSaying(token.Lower, words));
        if (moment.Tokens.Count > MostWordsBeside || (moment.Tokens.Count > 0 && saying.Text is null))
            return null;
        var manner = Manner(saying.Lower, words);
        if (manner == "talking" && moment.Said[^1].TrimEnd().EndsWith('?'))
            manner = dialect is PromptDialect.Tags ? "asking, questioning look" : "putting a question";
        if (dialect is PromptDialect.Tags)
            return $"{manner}, open mouth";
        if (moment.Cast.Count == 0)
            return "a conversation";
        var listener = moment.Cast.Count > 1 ? moment.Cast[1] : moment.Listener;
        var (speaker, other) = (SentenceShaper.Call(moment.Cast[0]), listener is null ? "" : $" to {SentenceShaper.Call(listener)}");
        return dialect is PromptDialect.Prose ? $"{speaker} is {manner}{other}" : $"{speaker} {manner}{other}";
    }

    /// <summary>"said Mara, looking up" as "Mara talked, looking up": without what was said, a picture shows that somebody speaks.</summary>
    public static string Told(string text, Moment moment, Vocabulary words)
    {
        if (!words.IsEnglish || moment.Said.Count == 0)
            return text;
        var tokens = Tokens.Of(text);
        var at = tokens.Index().Where(token => IsTold(token.Item, words)).Select(token => token.Index).FirstOrDefault(-1);
        if (at < 0 || (at == 0 && tokens.Count == 1))
            return text;
        var end = at == 0 ? SubjectEnd(text, tokens, words) : at;
        var told = Past(Manner(tokens[at].Lower, words));
        return at == 0
            ? $"{text[tokens[1].At..tokens[end].End]} {told}{text[tokens[end].End..]}"
            : $"{text[..tokens[at].At]}{told}{To(text, tokens, at)}{text[tokens[at].End..]}";
    }

    private static bool IsTold(Token token, Vocabulary words) => Speech.IsSaying(token.Lower, words) && words.Verbs.Find(token.Lower)?.Kind is VerbKind.Past or VerbKind.Third;

    // "said the old man with the lamp": the last word of who it is.
    private static int SubjectEnd(string text, IReadOnlyList<Token> tokens, Vocabulary words)
    {
        var end = 1;
        while (end + 1 < tokens.Count && end < MostWordsBeside && Tokens.Follows(text, tokens, end + 1) && !words.Has("prepositions", tokens[end + 1].Lower)
            && tokens[end + 1].Lower is not ("and" or "as" or "while" or "who") && words.Verbs.Find(tokens[end + 1].Lower)?.Kind is not (VerbKind.Ing or VerbKind.Past or VerbKind.Third)
            && !tokens[end + 1].Lower.EndsWith("ly", StringComparison.Ordinal))
        {
            end++;
        }

        return end;
    }

    // "Mara asked Tom"
    private static string To(string text, IReadOnlyList<Token> tokens, int at) =>
        at + 1 < tokens.Count && Tokens.Follows(text, tokens, at + 1) && (tokens[at + 1].IsCapital || tokens[at + 1].Lower is "him" or "her" or "them" or "the" or "his") ? " to" : "";

    private static string Past(string manner) => manner switch { "whispering" => "whispered", "shouting" => "shouted", "crying out" => "cried out", _ => "talked" };

    private static string Manner(string? verb, Vocabulary words) => (words.IsEnglish && verb is not null ? words.Verbs.Find(verb)?.Verb : verb) switch
    {
        "whisper" or "murmur" or "flüstert" or "flüsterte" or "murmelt" or "murmelte" => "whispering",
        "shout" or "yell" or "scream" or "schreit" or "schrie" or "ruft" or "rief" => "shouting",
        "cry" => "crying out",
        _ => "talking",
    };
}
