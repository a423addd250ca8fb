using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.BuiltIn;

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

    private static string Manner(string? verb, Vocabulary words) => (words.IsEnglish && verb is not null ? words.Verbs.Find(verb)?.Verb : verb) switch
    {
        "whisper" or "murmur" or "flüstert" or "flüsterte" or "murmelt" or "murmelte" => "whispering",
        "shout" or "yell" or "scream" or "schreit" or "schrie" or "ruft" or "rief" => "shouting",
        "cry" => "crying out",
        _ => "talking",
    };
}
