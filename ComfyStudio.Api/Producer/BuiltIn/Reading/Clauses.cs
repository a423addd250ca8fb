using System.Buffers;
using System.Text.RegularExpressions;
using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>Cuts a sentence where one thing is over and another begins. A part that lost its subject gets it back.</summary>
internal static partial class Clauses
{
    private const int MostSubjectWords = 5;
    private const int LongSentence = 18;

    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"“”„»«");

    /// <summary>Long sentences are cut; shorter ones only as long as there are fewer than <paramref name="wanted"/>, the longest first.</summary>
    public static IEnumerable<string> Cut(IReadOnlyList<string> sentences, int wanted, Vocabulary words)
    {
        var parts = sentences.Select(sentence => Tokens.Of(sentence).Count > LongSentence ? Of(sentence, words) : new List<string> { sentence }).ToList();
        foreach (var at in Enumerable.Range(0, parts.Count).OrderByDescending(at => sentences[at].Length))
        {
            if (parts.Sum(part => part.Count) >= wanted)
                break;
            parts[at] = Of(sentences[at], words);
        }

        return parts.SelectMany(part => part);
    }

    private static List<string> Of(string sentence, Vocabulary words)
    {
        // What is said is not cut: who says it would be lost.
        if (sentence.AsSpan().ContainsAny(Quotes))
            return [sentence];
        var parts = new List<string>();
        foreach (var part in Part(sentence, words))
        {
            var whole = parts.Count > 0 && BeginsWithVerb(part, words) ? $"{Known(Subject(parts[^1], words))} {part}" : part;
            parts.Add(whole);
        }

        return parts;
    }

    private static IEnumerable<string> Part(string sentence, Vocabulary words)
    {
        var from = 0;
        foreach (Match seam in (words.IsEnglish ? EnglishSeam : GermanSeam).Matches(sentence))
        {
            var (before, after) = (sentence[from..seam.Index], sentence[(seam.Index + seam.Length)..]);
            if (BeginsWithVerb(after, words) && Subject(before, words).Length == 0)
                continue;
            if (!IsWorthAPicture(before) || !IsWorthAPicture(after) || (!seam.Value.Contains(';', StringComparison.Ordinal) && !Stands(after, words)))
                continue;
            yield return before.Trim(' ', ',', ';', '–', '—');
            from = seam.Index + seam.Length;
        }

        yield return sentence[from..].Trim(' ', ',', ';', '–', '—');
    }

    // "A fox" is "the fox" from then on.
    private static string Known(string subject) => Indefinite.Replace(subject, "The ");

    private static bool IsWorthAPicture(string part) => Tokens.Of(part).Count >= 3;

    // A part stands by itself when a verb comes soon, not only further words for the same.
    private static bool Stands(string part, Vocabulary words)
    {
        var end = part.IndexOfAny([',', ';']);
        var tokens = Tokens.Of(end < 0 ? part : part[..end]).Take(6).ToList();
        return words.IsEnglish
            ? tokens.Index().Any(token => IsFinite(token.Item, words) && (token.Index == 0 || !words.Has("determiners", tokens[token.Index - 1].Lower)))
            : tokens.Any(token => IsGermanVerb(token, words));
    }

    // "rows away", "finally finds the bay"
    private static bool BeginsWithVerb(string part, Vocabulary words)
    {
        var tokens = Tokens.Of(part);
        if (tokens.Count == 0)
            return false;
        var verb = words.IsEnglish && tokens.Count > 1 && Verbs.IsAdverb(tokens[0].Lower) ? tokens[1] : tokens[0];
        return words.IsEnglish ? IsFinite(verb, words) && !verb.IsCapital : IsGermanVerb(verb, words);
    }

    private static string Subject(string clause, Vocabulary words)
    {
        var tokens = Tokens.Of(clause);
        var verb = tokens.Index().FirstOrDefault(token =>
            token.Index > 0 && (words.IsEnglish ? IsFinite(token.Item, words) && !words.Has("determiners", tokens[token.Index - 1].Lower) : IsGermanVerb(token.Item, words)));
        // "When she fell": she.
        var first = words.IsEnglish && tokens is [{ Lower: "when" or "as" or "while" or "after" or "before" or "if" or "until" }, ..] ? 1 : 0;
        return verb.Index > first && verb.Index <= MostSubjectWords ? Aside.Replace(clause[tokens[first].At..tokens[verb.Index - 1].End], "") : "";
    }

    private static bool IsFinite(Token token, Vocabulary words) =>
        token.Lower is "is" or "was" or "are" or "were" or "has" or "had" || words.Verbs.Find(token.Lower)?.Kind is VerbKind.Third or VerbKind.Past;

    // German verbs are too many to list; these endings, in small letters, are mostly theirs.
    private static bool IsGermanVerb(Token token, Vocabulary words) =>
        !token.IsCapital && token.Text.Length > 3 && !words.Has("stop", token.Lower) && !words.Has("prepositions", token.Lower)
        && words.Adjective(token.Lower) == token.Lower && GermanVerb.IsMatch(token.Lower);

    [GeneratedRegex(@"(?:;\s+|,?\s+(?:and then|then)\s+|,\s+(?:and|but|while|so|until|as|when)\s+|\s+(?:and|while|until)\s+|\s+[–—]\s+)(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex EnglishSeam { get; }

    // "Sir Edwin, wounded and tired": Sir Edwin.
    [GeneratedRegex(@", (?!(?:the|an?|and|his|her|their) )\p{Ll}.*$", RegexOptions.CultureInvariant)]
    private static partial Regex Aside { get; }

    [GeneratedRegex("^An? ", RegexOptions.CultureInvariant)]
    private static partial Regex Indefinite { get; }

    [GeneratedRegex(@"(?:;\s+|,?\s+und dann\s+|,\s+(?:und|aber|während|doch|bis|dann)\s+|\s+[–—]\s+)(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex GermanSeam { get; }

    [GeneratedRegex(@"(?:[^aeiou]t|[eui]t|te|ging|kam|sah|lief|rief|fand|hielt|stand|saß|lag|fiel|sprang|nahm|zog|trug|schloss|bricht|tritt|fällt)$", RegexOptions.CultureInvariant)]
    private static partial Regex GermanVerb { get; }
}
