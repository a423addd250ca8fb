namespace ComfyStudio.Images.Words;

/// <summary>Cuts a text into words and what stands between them, one after the other, so that all pieces together are the text.</summary>
internal ref struct TextPieces(ReadOnlySpan<char> text)
{
    /// <summary>Longer pieces are cut, so that no text, however odd, makes the vocabulary grow by more than its own length.</summary>
    internal const int LongestPiece = 32;

    private ReadOnlySpan<char> _rest = text;

    internal ReadOnlySpan<char> Current { get; private set; }

    internal bool IsWord { get; private set; }

    internal bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;
        IsWord = IsWordLetter(_rest[0]);
        var length = 1;
        if (!IsIdeograph(_rest[0]))
        {
            while (length < _rest.Length && length < LongestPiece && Belongs(_rest[length]))
                length++;
        }

        Current = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    // Scripts that write no spaces: each sign is a word of its own, and some in a row are found as a phrase.
    private static bool IsIdeograph(char letter) => letter is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';

    private static bool IsWordLetter(char letter) => char.IsLetterOrDigit(letter);

    private readonly bool Belongs(char letter) => IsWordLetter(letter) == IsWord && !IsIdeograph(letter);
}
