namespace ComfyStudio.Images.Rows;

/// <summary>
/// Finds numbers by a hash of what they stand for; whoever asks compares. Open addressing in one array: 4 to 8 bytes for each number,
/// where a dictionary takes 40.
/// </summary>
internal sealed class HashSlots
{
    private const int Empty = 0;
    private const int Removed = -1;

    private int[] _slots = new int[16];
    private int _taken;

    /// <summary>Every number that may be meant.</summary>
    internal Candidates Find(uint hash) => new(_slots, hash);

    /// <param name="number">Above 0.</param>
    /// <param name="hashOf">Of a number that is in here, for when the table grows.</param>
    internal void Add(uint hash, int number, Func<int, uint> hashOf)
    {
        if (4 * (_taken + 1) > 3 * _slots.Length)
            Rebuild(hashOf);
        Place(hash, number);
    }

    internal void Remove(uint hash, int number)
    {
        for (var at = hash & (_slots.Length - 1); _slots[at] != Empty; at = (at + 1) & (_slots.Length - 1))
        {
            if (_slots[at] != number)
                continue;
            _slots[at] = Removed;
            return;
        }
    }

    private void Place(uint hash, int number)
    {
        var at = hash & (_slots.Length - 1);
        while (_slots[at] != Empty)
            at = (at + 1) & (_slots.Length - 1);
        _slots[at] = number;
        _taken++;
    }

    private void Rebuild(Func<int, uint> hashOf)
    {
        var old = _slots;
        var count = old.Count(number => number > 0);
        var size = 16;
        while (3 * size < 5 * (count + 1))
            size *= 2;
        _slots = new int[size];
        _taken = 0;
        foreach (var number in old)
        {
            if (number > 0)
                Place(hashOf(number), number);
        }
    }

    internal ref struct Candidates(int[] slots, uint hash)
    {
        private readonly int[] _slots = slots;
        private long _at = (hash & (slots.Length - 1)) - 1;

        public int Current { get; private set; }

        public readonly Candidates GetEnumerator() => this;

        public bool MoveNext()
        {
            do
            {
                _at = (_at + 1) & (_slots.Length - 1);
                Current = _slots[_at];
            }
            while (Current == Removed);
            return Current != Empty;
        }
    }
}
