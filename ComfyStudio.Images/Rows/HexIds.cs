using System.Globalization;

namespace ComfyStudio.Images.Rows;

/// <summary>Ids that nearly every image has another one of: 16 bytes where they are ours (32 hexadecimal digits), the text itself where they are not.</summary>
internal sealed class HexIds
{
    private readonly Column<UInt128> _values = new();
    private readonly Dictionary<int, string> _odd = [];

    internal IColumn Column => _values;

    internal void Grow(int rows) => _values.Grow(rows);

    internal void Set(int row, string? id)
    {
        _odd.Remove(row);
        _values[row] = ValueOf(id) ?? 0;
        if (id is not null && ValueOf(id) is null)
            _odd[row] = id;
    }

    internal string? this[int row] =>
        _values[row] != 0 ? _values[row].ToString("x32", CultureInfo.InvariantCulture) : _odd.GetValueOrDefault(row);

    internal void Find(IReadOnlyList<string> ids, int count, RowSet rows)
    {
        foreach (var id in ids)
        {
            if (ValueOf(id) is { } value)
                Find(value, count, rows);
            foreach (var (row, odd) in _odd)
            {
                if (odd == id)
                    rows.Add(row);
            }
        }
    }

    internal void WriteOdd(BinaryWriter to, ReadOnlySpan<int> rows)
    {
        var places = new List<int>();
        for (var place = 0; place < rows.Length; place++)
        {
            if (_odd.ContainsKey(rows[place]))
                places.Add(place);
        }

        to.Write(places.Count);
        foreach (var place in places)
        {
            to.Write(place);
            to.Write(_odd[rows[place]]);
        }
    }

    internal void ReadOdd(BinaryReader from)
    {
        for (var left = from.ReadInt32(); left > 0; left--)
            _odd[from.ReadInt32()] = from.ReadString();
    }

    private void Find(UInt128 value, int count, RowSet rows)
    {
        var values = _values.Values[..count];
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] == value)
                rows.Add(row);
        }
    }

    private static UInt128? ValueOf(string? id) =>
        id is { Length: 32 } && id.All(char.IsAsciiHexDigitLower) && UInt128.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && value != 0
            ? value
            : null;
}
