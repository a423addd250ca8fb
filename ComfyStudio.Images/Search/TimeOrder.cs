using ComfyStudio.Images.Rows;

namespace ComfyStudio.Images.Search;

/// <summary>The rows newest first. What changed is merged in when somebody asks the next time: one walk, however many came.</summary>
internal sealed class TimeOrder(ImageTable table)
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _moved = [];
    private int[] _rows = [];

    /// <summary>Tells that a row came, went, or has another time.</summary>
    internal void Note(int row)
    {
        lock (_gate)
            _moved.Add(row);
    }

    /// <summary>Takes over an order that is known to be right.</summary>
    internal void Set(int[] rows)
    {
        lock (_gate)
        {
            _rows = rows;
            _moved.Clear();
        }
    }

    /// <summary>Nobody may write to the table meanwhile.</summary>
    internal int[] Rows()
    {
        lock (_gate)
        {
            if (_moved.Count > 0)
                _rows = Merge();
            _moved.Clear();
            return _rows;
        }
    }

    internal int Compare(int a, int b)
    {
        var byTime = table.Created[b].CompareTo(table.Created[a]);
        return byTime != 0 ? byTime : table.Ids[a].CompareTo(table.Ids[b]);
    }

    private int[] Merge()
    {
        var came = _moved.Where(table.Live.Contains).ToArray();
        Array.Sort(came, Compare);
        var isMoved = new RowSet(table.Capacity);
        foreach (var row in _moved)
            isMoved.Add(row);
        var (merged, next, filled) = (new int[table.Count], 0, 0);
        foreach (var row in _rows)
        {
            if (isMoved.Contains(row))
                continue;
            while (next < came.Length && Compare(came[next], row) < 0)
                merged[filled++] = came[next++];
            merged[filled++] = row;
        }

        came.AsSpan(next).CopyTo(merged.AsSpan(filled));
        return merged;
    }
}
