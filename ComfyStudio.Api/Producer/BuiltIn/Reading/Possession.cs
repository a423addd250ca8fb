using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>Who owns something is not always there: "Mara's hand" shows her; "Mara's brother" and "her village" do not.</summary>
internal static class Possession
{
    private const int MostWordsBetween = 4;
    private static readonly string[] Elsewhere = ["women", "men", "persons", "animals", "places"];

    /// <param name="owner">The number of the word: "Mara's", "her".</param>
    public static bool ShowsOwner(Moment moment, int owner, Vocabulary words) =>
        !Enumerable.Range(owner + 1, Math.Min(MostWordsBetween, moment.Tokens.Count - owner - 1)).Any(head => Elsewhere.Any(section => IsOwned(moment, owner, head, section, words)));

    private static bool IsOwned(Moment moment, int owner, int head, string section, Vocabulary words) =>
        NounPhrase.At(moment.Seen, moment.Tokens, head, section, words) is { Determiner: { } determiner } && determiner.At == moment.Tokens[owner].At;
}
