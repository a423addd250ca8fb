using ComfyStudio.Images.Words;

namespace ComfyStudio.Images.Search;

/// <summary>One thing that a search asks for: a word by its beginning, or some in a row.</summary>
/// <param name="Words">In lower case, at least one.</param>
/// <param name="LastBegins">Whether the last word may go on.</param>
/// <param name="IsExcluded">Whether it must be absent.</param>
/// <param name="Literal">As it was written, in lower case, for names of files.</param>
internal sealed record WordClause(IReadOnlyList<string> Words, bool LastBegins, bool IsExcluded, string Literal)
{
    /// <summary>Most clauses of one search; what follows is not looked at.</summary>
    private const int MostClauses = 32;

    internal static IReadOnlyList<WordClause> Parse(string? search)
    {
        var clauses = new List<WordClause>();
        var rest = (search ?? "").AsSpan().Trim();
        while (!rest.IsEmpty && clauses.Count < MostClauses)
        {
            var isExcluded = rest[0] == '-' && rest.Length > 1 && !char.IsWhiteSpace(rest[1]);
            if (isExcluded)
                rest = rest[1..];
            var text = rest[0] == '"' ? TakeQuoted(ref rest, out var isOpen) : TakeWord(ref rest, out isOpen);
            // What is left out must be the word itself: without cats does not mean without cathedrals.
            if (Of(text, isOpen && !isExcluded, isExcluded) is { } clause)
                clauses.Add(clause);
            rest = rest.TrimStart();
        }

        return clauses;
    }

    /// <summary>Whether a short text has it.</summary>
    internal bool Matches(string text)
    {
        var words = WordsOf(text);
        for (var start = 0; start + Words.Count <= words.Count; start++)
        {
            if (MatchesAt(words, start))
                return true;
        }

        return false;
    }

    private bool MatchesAt(List<string> words, int start)
    {
        for (var i = 0; i < Words.Count; i++)
        {
            var word = words[start + i];
            if (word != Words[i] && !(LastBegins && i == Words.Count - 1 && word.StartsWith(Words[i], StringComparison.Ordinal)))
                return false;
        }

        return true;
    }

    // A quotation that has not ended yet is being typed.
    private static ReadOnlySpan<char> TakeQuoted(ref ReadOnlySpan<char> rest, out bool isOpen)
    {
        rest = rest[1..];
        var end = rest.IndexOf('"');
        isOpen = end < 0;
        var quoted = isOpen ? rest : rest[..end];
        rest = isOpen ? [] : rest[(end + 1)..];
        return quoted;
    }

    private static ReadOnlySpan<char> TakeWord(ref ReadOnlySpan<char> rest, out bool isOpen)
    {
        isOpen = true;
        var end = 0;
        while (end < rest.Length && !char.IsWhiteSpace(rest[end]) && rest[end] != '"')
            end++;
        var word = rest[..end];
        rest = rest[end..];
        return word;
    }

    private static WordClause? Of(ReadOnlySpan<char> text, bool lastBegins, bool isExcluded)
    {
        var words = WordsOf(text);
        return words.Count == 0 ? null : new WordClause(words, lastBegins, isExcluded, text.Trim().ToString().ToLowerInvariant());
    }

    private static List<string> WordsOf(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        var pieces = new TextPieces(text);
        while (pieces.MoveNext())
        {
            if (pieces.IsWord)
                words.Add(pieces.Current.ToString().ToLowerInvariant());
        }

        return words;
    }
}
