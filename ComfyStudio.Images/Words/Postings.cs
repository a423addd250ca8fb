using ComfyStudio.Images.Rows;

namespace ComfyStudio.Images.Words;

/// <summary>
/// For each word the texts that have it, as the distances between their numbers: about a byte for a common word. A word of one text
/// costs no bytes at all.
/// </summary>
internal sealed class Postings
{
    private const int FirstBytes = 8;

    private Entry[] _entries = [];

    internal int CountOf(int term) => term < _entries.Length ? _entries[term].Count : 0;

    /// <param name="text">Never smaller than the one before.</param>
    internal void Add(int term, int text)
    {
        if (term >= _entries.Length)
            Array.Resize(ref _entries, Math.Max(term + 1, _entries.Length + (_entries.Length / 4) + 64));
        ref var entry = ref _entries[term];
        if (entry.Count == 0)
        {
            entry.First = text;
        }
        else if (entry.Last == text)
        {
            return;
        }
        else
        {
            if ((entry.Bytes?.Length ?? 0) - entry.Length < Varint.MostBytes)
                Array.Resize(ref entry.Bytes, Math.Max(FirstBytes, entry.Length + (entry.Length / 2)));
            entry.Length += Varint.Write(entry.Bytes.AsSpan(entry.Length), (uint)(text - entry.Last));
        }

        entry.Last = text;
        entry.Count++;
    }

    internal void AddTo(RowSet texts, int term)
    {
        if (CountOf(term) == 0)
            return;
        ref var entry = ref _entries[term];
        var text = entry.First;
        texts.Add(text);
        for (var at = 0; at < entry.Length;)
        {
            text += (int)Varint.Read(entry.Bytes, ref at);
            texts.Add(text);
        }
    }

    private struct Entry
    {
        internal byte[]? Bytes;
        internal int Length;
        internal int First;
        internal int Last;
        internal int Count;
    }
}
