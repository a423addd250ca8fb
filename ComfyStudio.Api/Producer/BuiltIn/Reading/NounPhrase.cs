using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>"the old lighthouse": a known noun and what stands before it.</summary>
internal sealed record NounPhrase(int From, int Head, string Noun, IReadOnlyList<string> Adjectives, Token? Determiner)
{
    private const int MostAdjectives = 3;

    /// <returns>Null when the word is no noun of the section, or only says more about the next one.</returns>
    public static NounPhrase? At(string text, IReadOnlyList<Token> tokens, int head, string section, Vocabulary words)
    {
        var token = tokens[head];
        if (words.Noun(section, token.Lower) is not { } noun || token.IsPossessive || (!words.IsEnglish && !token.IsCapital))
            return null;
        if (words.IsEnglish && (SaysMoreOfNext(text, tokens, head, words) || IsVerb(tokens, head, words)))
            return null;

        var (from, adjectives) = (head, new List<string>());
        while (from > 0 && adjectives.Count <= MostAdjectives && Joins(Tokens.Gap(text, tokens, from), tokens[from]) && IsAdjective(tokens, from - 1, words))
            adjectives.Insert(0, words.Adjective(tokens[--from].Lower));
        var determiner = from > 0 && Tokens.Follows(text, tokens, from) && IsDeterminer(tokens[from - 1], words) ? tokens[from - 1] : (Token?)null;

        adjectives.RemoveAll(adjective => adjective == "whole" || (adjective != "still" && words.Has("stop", adjective)));

        // Without a determiner nobody knows where the adjectives began, unless something else ended there: "with white hair".
        return determiner is null
            ? new NounPhrase(IsBorder(tokens, from, words) ? from : head, head, noun, IsBorder(tokens, from, words) ? adjectives : [], null)
            : new NounPhrase(from - 1, head, noun, adjectives, determiner);
    }

    public bool IsIndefinite(Vocabulary words) => Determiner is { } word && words.Has("indefinite", word.Lower);

    /// <summary>The text from the determiner to the noun, without the former.</summary>
    public string Words(string text, IReadOnlyList<Token> tokens) =>
        text[tokens[Determiner is null ? Head : From + 1].At..tokens[Head].End];

    // "the fox den", "a giant stone fox"
    private static bool SaysMoreOfNext(string text, IReadOnlyList<Token> tokens, int head, Vocabulary words)
    {
        if (head + 1 >= tokens.Count || !Tokens.Follows(text, tokens, head + 1))
            return false;
        var next = tokens[head + 1];
        return words.IsNoun(next.Lower) || (head + 2 < tokens.Count && Tokens.Follows(text, tokens, head + 2) && !next.IsCapital && !words.IsKnown(next.Lower)
            && words.Verbs.Find(next.Lower) is null && words.Noun("animals", tokens[head + 2].Lower) is not null);
    }

    // "to fish"
    private static bool IsVerb(IReadOnlyList<Token> tokens, int head, Vocabulary words) =>
        head > 0 && tokens[head - 1].Lower == "to" && words.Verbs.Find(tokens[head].Lower) is not null;

    private static bool IsDeterminer(Token token, Vocabulary words) => token.IsPossessive || words.Has("determiners", token.Lower);

    private static bool IsAdjective(IReadOnlyList<Token> tokens, int index, Vocabulary words)
    {
        var token = tokens[index];
        return !token.IsPossessive && !char.IsDigit(token.Text[0]) && (!words.Has("stop", token.Lower) || IsPassable(token.Lower)) && !words.Has("determiners", token.Lower) && !words.Has("prepositions", token.Lower)
            && (index == 0 || !token.IsCapital) && !(words.IsEnglish && words.Verbs.Find(token.Lower)?.Kind is VerbKind.Third);
    }

    // "the same beach", "the two old towers"
    private static bool IsPassable(string word) => word is "still" or "same" or "other" or "own" or "two" or "three" or "whole" or "very" or "only" or "zwei" or "drei";

    private static bool IsBorder(IReadOnlyList<Token> tokens, int from, Vocabulary words) => from > 0
        && (words.Has("prepositions", tokens[from - 1].Lower) || tokens[from - 1].Lower is "and" or "und" or "wears" or "wore" or "wearing" or "has" or "had" or "trägt" or "trug" or "hat" or "hatte");

    // "a tall, old man", but "In that year, Captain Brandt"
    private static bool Joins(string gap, Token next) => string.IsNullOrWhiteSpace(gap) || gap.Trim() is "-" || (gap.Trim() is "," && !next.IsCapital);
}
