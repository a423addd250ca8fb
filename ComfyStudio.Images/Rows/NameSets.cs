namespace ComfyStudio.Images.Rows;

/// <summary>Sets of names, such as the LoRAs of an image: each set that occurs is kept once. Number 0 is the empty one.</summary>
internal sealed class NameSets
{
    private readonly Names _sets = new();
    private readonly List<int[]> _members = [[]];

    /// <summary>The single names.</summary>
    internal Names Names { get; } = new();

    internal int Count => _members.Count;

    internal int Add(IEnumerable<string> names)
    {
        var members = names.Select(Names.Add).Distinct().Order().ToArray();
        if (members.Length == 0)
            return Rows.Names.None;
        var number = _sets.Add(string.Join(',', members));
        if (number == _members.Count)
            _members.Add(members);
        return number;
    }

    internal ReadOnlySpan<int> MembersOf(int set) => _members[set];

    internal IReadOnlyList<string> NamesOf(int set) => Array.ConvertAll(_members[set], member => Names[member]!);

    /// <summary>For each set whether one of its names is meant.</summary>
    internal bool[] Where(Predicate<string> isMeant)
    {
        var names = Names.Where(isMeant);
        return [.. _members.Select(members => Array.Exists(members, member => names[member]))];
    }

    internal void Write(BinaryWriter to)
    {
        Names.Write(to);
        to.Write(Count - 1);
        foreach (var members in _members.Skip(1))
        {
            to.Write(members.Length);
            foreach (var member in members)
                to.Write(member);
        }
    }

    internal void Read(BinaryReader from)
    {
        Names.Read(from);
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var members = new int[from.ReadInt32()];
            for (var i = 0; i < members.Length; i++)
                members[i] = from.ReadInt32();
            _sets.Add(string.Join(',', members));
            _members.Add(members);
        }
    }
}
