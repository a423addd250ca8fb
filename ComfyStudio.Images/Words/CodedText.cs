using System.Text;

namespace ComfyStudio.Images.Words;

/// <summary>
/// A text as the numbers of its words and separators, which takes a third of its letters and is searched for phrases without being read.
/// A single space between two words is left out.
/// </summary>
internal static class CodedText
{
    private const string Space = " ";

    internal static void Write(ReadOnlySpan<char> text, Vocabulary vocabulary, List<byte> to)
    {
        var pieces = new TextPieces(text);
        var (afterWord, spaceWaits) = (false, false);
        while (pieces.MoveNext())
        {
            if (pieces.IsWord && afterWord && !spaceWaits)
                Append(to, Vocabulary.Nothing);
            else if (!pieces.IsWord && afterWord && !spaceWaits && pieces.Current is Space)
            {
                spaceWaits = true;
                continue;
            }
            else if (!pieces.IsWord && spaceWaits)
                Append(to, vocabulary.Add(Space, isWord: false));

            Append(to, vocabulary.Add(pieces.Current, pieces.IsWord));
            (afterWord, spaceWaits) = (pieces.IsWord, false);
        }

        if (spaceWaits)
            Append(to, vocabulary.Add(Space, isWord: false));
    }

    /// <param name="enough">Letters after which nobody wants to read on.</param>
    internal static string Read(ReadOnlySpan<byte> coded, Vocabulary vocabulary, int enough)
    {
        var text = new StringBuilder(Math.Min(4 * coded.Length, enough));
        var afterWord = false;
        for (var at = 0; at < coded.Length && text.Length < enough;)
        {
            var piece = (int)Varint.Read(coded, ref at);
            var isWord = vocabulary.IsWord(piece);
            if (isWord && afterWord)
                text.Append(' ');
            text.Append(vocabulary[piece]);
            afterWord = isWord;
        }

        return text.ToString();
    }

    /// <summary>Whether these words follow each other somewhere, whatever stands between them.</summary>
    /// <param name="phrase">Numbers of words in lower case.</param>
    /// <param name="lastBegins">When set, the last word must only begin like this, and is not in <paramref name="phrase"/>.</param>
    internal static bool HasPhrase(ReadOnlySpan<byte> coded, Vocabulary vocabulary, ReadOnlySpan<int> phrase, string? lastBegins)
    {
        for (var at = 0; at < coded.Length;)
        {
            var piece = (int)Varint.Read(coded, ref at);
            if (vocabulary.TermOf(piece) == phrase[0] && Follow(coded[at..], vocabulary, phrase[1..], lastBegins))
                return true;
        }

        return false;
    }

    private static bool Follow(ReadOnlySpan<byte> coded, Vocabulary vocabulary, ReadOnlySpan<int> phrase, string? lastBegins)
    {
        for (var at = 0; at < coded.Length && (phrase.Length > 0 || lastBegins is not null);)
        {
            var term = vocabulary.TermOf((int)Varint.Read(coded, ref at));
            if (term < 0)
                continue;
            if (phrase.Length == 0)
                return vocabulary[term].StartsWith(lastBegins!, StringComparison.Ordinal);
            if (term != phrase[0])
                return false;
            phrase = phrase[1..];
        }

        return phrase.Length == 0 && lastBegins is null;
    }

    private static void Append(List<byte> to, int piece)
    {
        Span<byte> bytes = stackalloc byte[Varint.MostBytes];
        to.AddRange(bytes[..Varint.Write(bytes, (uint)piece)]);
    }
}
