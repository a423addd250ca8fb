using System.Runtime.InteropServices;

namespace ComfyStudio.Images.Words;

/// <summary>
/// Every word and every separator that occurs in the gallery's texts, once, numbered from the first that was met: common ones have small
/// numbers. The number of a word in lower case stands for the word however it is written.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>The empty separator, between two words that stand side by side.</summary>
    internal const int Nothing = 0;

    private const int Separator = -1;
    private const int MostUnsorted = 2048;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = Nothing };
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _pieces = [""];

    // The number of the word in lower case, or Separator.
    private readonly List<int> _terms = [Separator];

    // Words in lower case: in order up to here, then as they came.
    private readonly List<int> _sorted = [];
    private int _inOrder;

    internal Vocabulary() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    internal int Count => _pieces.Count;

    internal IReadOnlyList<string> Pieces => _pieces;

    internal string this[int piece] => _pieces[piece];

    internal bool IsWord(int piece) => _terms[piece] != Separator;

    /// <returns>The number of the same word in lower case; negative for a separator.</returns>
    internal int TermOf(int piece) => _terms[piece];

    internal ReadOnlySpan<int> Terms => CollectionsMarshal.AsSpan(_terms);

    internal int Add(ReadOnlySpan<char> piece, bool isWord)
    {
        if (_lookup.TryGetValue(piece, out var known))
            return known;
        var number = Append(piece.ToString());
        if (isWord)
            _terms[number] = Lower(_pieces[number], number);
        return number;
    }

    /// <returns>Null when no text has this word.</returns>
    internal int? Find(ReadOnlySpan<char> lowerWord) =>
        _lookup.TryGetValue(lowerWord, out var number) && _terms[number] == number ? number : null;

    /// <summary>Every word, in lower case, that begins like this.</summary>
    internal IEnumerable<int> FindPrefix(string lowerPrefix)
    {
        for (var i = FirstFrom(lowerPrefix); i < _inOrder && _pieces[_sorted[i]].StartsWith(lowerPrefix, StringComparison.Ordinal); i++)
            yield return _sorted[i];
        for (var i = _inOrder; i < _sorted.Count; i++)
        {
            if (_pieces[_sorted[i]].StartsWith(lowerPrefix, StringComparison.Ordinal))
                yield return _sorted[i];
        }
    }

    /// <summary>Puts the words in order that came since; cheap while there are few.</summary>
    internal void Sort(bool always)
    {
        if (_sorted.Count == _inOrder || (!always && _sorted.Count - _inOrder < MostUnsorted))
            return;
        _sorted.Sort(_inOrder, _sorted.Count - _inOrder, Comparer<int>.Create(Compare));
        var merged = new List<int>(_sorted.Count);
        var (old, fresh) = (0, _inOrder);
        while (old < _inOrder || fresh < _sorted.Count)
            merged.Add(fresh == _sorted.Count || (old < _inOrder && Compare(_sorted[old], _sorted[fresh]) < 0) ? _sorted[old++] : _sorted[fresh++]);
        _sorted.Clear();
        _sorted.AddRange(merged);
        _inOrder = _sorted.Count;
    }

    /// <summary>Takes a piece from a snapshot, in the order of their numbers.</summary>
    internal void Read(string piece, int term)
    {
        _numbers.TryAdd(piece, _pieces.Count);
        if (term == _pieces.Count)
            _sorted.Add(term);
        _pieces.Add(piece);
        _terms.Add(term);
    }

    private int Append(string piece)
    {
        var number = _pieces.Count;
        _pieces.Add(piece);
        _terms.Add(Separator);
        _numbers[piece] = number;
        return number;
    }

    private int Lower(string word, int number)
    {
        var lower = word.ToLowerInvariant();
        if (lower != word)
            return Add(lower, isWord: true);
        _sorted.Add(number);
        return number;
    }

    private int FirstFrom(string prefix)
    {
        var (low, high) = (0, _inOrder);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_pieces[_sorted[middle]], prefix) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private int Compare(int a, int b) => string.CompareOrdinal(_pieces[a], _pieces[b]);
}
