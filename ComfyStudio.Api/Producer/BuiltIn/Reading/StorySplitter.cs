using System.Text;
using System.Text.RegularExpressions;
using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>Cuts a story into sentences. What is said in quotes stays with whoever says it.</summary>
internal static partial class StorySplitter
{
    private const int FullLine = 50;
    private const string Ends = ".!?…";
    private const string ClosingQuotes = "\"”“»«’)";

    public static IReadOnlyList<string> Sentences(string story, Vocabulary words)
    {
        var sentences = new List<string>();
        foreach (var paragraph in Script(Unwrapped(story), words).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var before = sentences.Count;
            foreach (var sentence in SentencesOf(paragraph, words))
            {
                // "You are late," said Mara. "Come in.": she goes on.
                if (sentences.Count > before && IsOnlySaid(sentence) && !IsOnlySaid(sentences[^1]) && Speech.Part(sentences[^1]).Said.Count > 0)
                    sentences[^1] += $" {sentence}";
                else
                    sentences.Add(sentence);
            }
        }

        return sentences;
    }

    private static bool IsOnlySaid(string sentence) => Speech.Part(sentence) is { Said.Count: > 0, Seen.Length: 0 };

    // In a text from a mail or a book, lines end where the paper did.
    private static string Unwrapped(string story) => LineEnd.Replace(story.ReplaceLineEndings("\n"), match =>
        char.IsLower(match.Groups["next"].Value[0]) || match.Groups["line"].Length >= FullLine ? $"{match.Groups["line"].Value} " : match.Value);

    // "Mara: I stay." is a line of a dialogue.
    private static string Script(string story, Vocabulary words)
    {
        if (SpokenLine.Count(story) < 2)
            return story;
        return SpokenLine.Replace(story, match =>
        {
            var (who, what) = (Name(match.Groups["who"].Value), match.Groups["what"].Value.Trim().Trim('"', '“', '”'));
            return words.IsEnglish ? $"“{what}” says {who}." : $"“{what}”, sagt {who}.";
        });
    }

    private static string Name(string who) => who.Length > 1 && !who.Any(char.IsLower) ? who[..1] + who[1..].ToLowerInvariant() : who;

    private static IEnumerable<string> SentencesOf(string paragraph, Vocabulary words)
    {
        var (sentence, quoted) = (new StringBuilder(), false);
        for (var at = 0; at < paragraph.Length; at++)
        {
            var letter = paragraph[at];
            sentence.Append(letter);
            quoted = letter switch { '"' => !quoted, '“' or '”' or '„' or '»' or '«' => IsOpening(paragraph, at), _ => quoted };
            if (quoted || !IsEnd(paragraph, at, words))
                continue;
            yield return sentence.ToString().Trim();
            sentence.Clear();
        }

        if (sentence.ToString().Trim() is { Length: > 0 } rest)
            yield return rest;
    }

    private static bool IsOpening(string text, int at) => at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1]) && !Ends.Contains(text[at - 1], StringComparison.Ordinal) && text[at - 1] != ',');

    private static bool IsEnd(string text, int at, Vocabulary words)
    {
        var isQuote = ClosingQuotes.Contains(text[at], StringComparison.Ordinal) && at > 0 && Ends.Contains(text[at - 1], StringComparison.Ordinal);
        if (!isQuote && !Ends.Contains(text[at], StringComparison.Ordinal))
            return false;
        if (at + 1 == text.Length)
            return true;
        if (!char.IsWhiteSpace(text[at + 1]) || IsAbbreviation(text, at))
            return false;
        var next = text[(at + 1)..].TrimStart();
        return next.Length == 0 || (!char.IsLower(next[0]) && !(isQuote && SaysWho(next, words)));
    }

    private static bool IsAbbreviation(string text, int at) => text[at] == '.' && Abbreviation.IsMatch(text[..(at + 1)]);

    // "Go!" Mara shouted.
    private static bool SaysWho(string next, Vocabulary words)
    {
        var end = next.IndexOfAny(['.', '!', '?', ',', '“', '"']);
        return Tokens.Of(end < 0 ? next : next[..end]).Take(4).Any(token => Speech.IsSaying(token.Lower, words));
    }

    [GeneratedRegex(@"(?<line>[^\n]*[^\s.!?…:""”“»«’)])[ \t]*\n[ \t]*(?!\p{Lu}[\p{L}' ]{0,24}:\s)(?=(?<next>[\p{L}\p{N}""“„»(]))", RegexOptions.CultureInvariant)]
    private static partial Regex LineEnd { get; }

    [GeneratedRegex(@"^[ \t]*(?<who>\p{Lu}[\p{L}' ]{0,24}):[ \t]+(?<what>\S.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex SpokenLine { get; }

    [GeneratedRegex(@"(?:^|\s)(?:Mr|Mrs|Ms|Dr|St|Prof|Sgt|Capt|vs|etc|ca|bzw|z\.\s?B|d\.\s?h|\p{Lu})\.$", RegexOptions.CultureInvariant)]
    private static partial Regex Abbreviation { get; }
}
