using System.Runtime.InteropServices;
using ComfyStudio.Images.Rows;

namespace ComfyStudio.Images.Words;

/// <summary>Texts, each kept once and coded. Number 0 is no text.</summary>
/// <param name="postings">Learns which words each text has; null where nobody searches.</param>
internal sealed class TextShelf(Vocabulary vocabulary, Postings? postings)
{
    internal const int None = 0;

    /// <summary>Of a longer one only the beginning is kept here; the file has all of it.</summary>
    internal const int MostLetters = 8192;

    private readonly BytePages _bytes = new();
    private readonly Column<uint> _places = new();
    private readonly HashSlots _slots = new();
    private readonly List<byte> _coded = [];

    internal int Count { get; private set; } = 1;

    internal int Add(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return None;
        _coded.Clear();
        CodedText.Write(text.AsSpan(0, Math.Min(text.Length, MostLetters)), vocabulary, _coded);
        return AddCoded(CollectionsMarshal.AsSpan(_coded));
    }

    internal int AddCoded(ReadOnlySpan<byte> coded)
    {
        var hash = HashOf(coded);
        foreach (var candidate in _slots.Find(hash))
        {
            if (CodedOf(candidate).SequenceEqual(coded))
                return candidate;
        }

        var number = Count++;
        _places.Grow(Count);
        _places[number] = _bytes.Add(coded);
        _slots.Add(hash, number, text => HashOf(CodedOf(text)));
        NoteWords(coded, number);
        return number;
    }

    internal string? TextOf(int number) => BeginningOf(number, int.MaxValue);

    /// <returns>At least so many letters where there are so many; null for no text.</returns>
    internal string? BeginningOf(int number, int letters) => number == None ? null : CodedText.Read(CodedOf(number), vocabulary, letters);

    internal ReadOnlySpan<byte> CodedOf(int number) => _bytes.Read(_places[number]);

    private void NoteWords(ReadOnlySpan<byte> coded, int number)
    {
        for (var at = 0; postings is not null && at < coded.Length;)
        {
            if (vocabulary.TermOf((int)Varint.Read(coded, ref at)) is >= 0 and var term)
                postings.Add(term, number);
        }
    }

    private static uint HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return (uint)hash.ToHashCode();
    }
}
