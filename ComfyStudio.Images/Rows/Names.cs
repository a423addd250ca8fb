namespace ComfyStudio.Images.Rows;

/// <summary>Names that many images share, each kept once. Number 0 is no name.</summary>
internal sealed class Names
{
    internal const int None = 0;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string?> _names = [null];

    internal int Count => _names.Count;

    internal string? this[int number] => _names[number];

    internal int Add(string? name)
    {
        if (name is null)
            return None;
        if (_numbers.TryGetValue(name, out var known))
            return known;
        _names.Add(name);
        _numbers[name] = _names.Count - 1;
        return _names.Count - 1;
    }

    internal int? Find(string name) => _numbers.TryGetValue(name, out var number) ? number : null;

    /// <summary>For each number whether its name is meant; number 0 never is.</summary>
    internal bool[] Where(Predicate<string> isMeant)
    {
        var meant = new bool[Count];
        for (var number = 1; number < Count; number++)
            meant[number] = isMeant(_names[number]!);
        return meant;
    }

    internal void Write(BinaryWriter to)
    {
        to.Write(Count - 1);
        for (var number = 1; number < Count; number++)
            to.Write(_names[number]!);
    }

    internal void Read(BinaryReader from)
    {
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var name = from.ReadString();
            _numbers.TryAdd(name, _names.Count);
            _names.Add(name);
        }
    }
}
