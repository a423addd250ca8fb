using System.Numerics;

namespace ComfyStudio.Images.Rows;

/// <summary>A set of small numbers, a bit for each: for a million images 125 kB, whatever is in it.</summary>
internal sealed class RowSet(int capacity)
{
    private ulong[] _words = new ulong[(capacity + 63) / 64];

    /// <summary>Members lie below it.</summary>
    internal int Capacity => _words.Length * 64;

    internal ReadOnlySpan<ulong> Words => _words;

    internal static RowSet Full(int count)
    {
        var set = new RowSet(count);
        set._words.AsSpan().Fill(ulong.MaxValue);
        if (count % 64 != 0)
            set._words[^1] = (1UL << (count % 64)) - 1;
        return set;
    }

    internal void Grow(int capacity)
    {
        var words = (capacity + 63) / 64;
        if (words > _words.Length)
            Array.Resize(ref _words, Math.Max(words, _words.Length + (_words.Length / 4)));
    }

    internal void Add(int number) => _words[number >> 6] |= 1UL << (number & 63);

    internal void Remove(int number) => _words[number >> 6] &= ~(1UL << (number & 63));

    internal bool Contains(int number)
    {
        var word = number >> 6;
        return word < _words.Length && (_words[word] >> (number & 63) & 1) != 0;
    }

    internal int Count()
    {
        var count = 0;
        foreach (var word in _words)
            count += BitOperations.PopCount(word);
        return count;
    }

    internal RowSet Copy()
    {
        var copy = new RowSet(0);
        copy._words = [.. _words];
        return copy;
    }

    internal RowSet And(RowSet other)
    {
        for (var i = 0; i < _words.Length; i++)
            _words[i] &= i < other._words.Length ? other._words[i] : 0;
        return this;
    }

    internal RowSet Or(RowSet other)
    {
        Grow(other.Capacity);
        for (var i = 0; i < other._words.Length; i++)
            _words[i] |= other._words[i];
        return this;
    }

    internal RowSet Except(RowSet other)
    {
        for (var i = 0; i < Math.Min(_words.Length, other._words.Length); i++)
            _words[i] &= ~other._words[i];
        return this;
    }

    public Enumerator GetEnumerator() => new(_words);

    internal ref struct Enumerator(ulong[] words)
    {
        private readonly ulong[] _words = words;
        private int _word = -1;
        private ulong _bits;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (_bits == 0)
            {
                if (++_word >= _words.Length)
                    return false;
                _bits = _words[_word];
            }

            Current = (_word << 6) + BitOperations.TrailingZeroCount(_bits);
            _bits &= _bits - 1;
            return true;
        }
    }
}
