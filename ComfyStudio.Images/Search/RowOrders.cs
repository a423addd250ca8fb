using ComfyStudio.Images.Rows;

namespace ComfyStudio.Images.Search;

/// <summary>The rows in every order that lists come in. All but the time are made when first asked for, and kept until something changes.</summary>
internal sealed class RowOrders(ImageTable table)
{
    private readonly Lock _gate = new();
    private readonly SortKeys _keys = new(table);
    private readonly Dictionary<ImageSort, (long Revision, int[] Rows)> _made = [];

    internal TimeOrder ByTime { get; } = new(table);

    /// <summary>Nobody may write to the table meanwhile.</summary>
    internal int[] Rows(ImageSort sort, long revision)
    {
        if (sort == ImageSort.Newest)
            return ByTime.Rows();
        lock (_gate)
        {
            if (_made.TryGetValue(sort, out var made) && made.Revision == revision)
                return made.Rows;
            var rows = Make(sort);
            _made[sort] = (revision, rows);
            return rows;
        }
    }

    internal ImageCursor CursorOf(ImageSort sort, int row) => new(table.CreatedAt(row), new ImageId(table.Ids[row]), _keys.Of(sort, row));

    /// <summary>The place behind the cursor.</summary>
    internal int PlaceAfter(ImageSort sort, int[] rows, ImageCursor cursor)
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Compare(sort, rows[middle], cursor) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private int Compare(ImageSort sort, int row, ImageCursor cursor)
    {
        var byKey = SortKeys.Compare(sort, _keys.Of(sort, row), cursor.Key);
        if (byKey != 0)
            return byKey;
        var newest = cursor.CreatedAt.UtcTicks.CompareTo(table.Created[row]);
        var byTime = newest != 0 ? newest : table.Ids[row].CompareTo(cursor.Id.Value);
        return sort == ImageSort.Oldest ? -byTime : byTime;
    }

    private int[] Make(ImageSort sort)
    {
        var newest = ByTime.Rows();
        return sort == ImageSort.Oldest ? [.. newest.Reverse()] : Distribute(newest, _keys.Ranks(sort));
    }

    // Rows of one rank stay newest first: a counting sort, which costs two walks.
    private static int[] Distribute(int[] rows, (int[] Ranks, int Count) ranked)
    {
        var (ranks, count) = ranked;
        var starts = new int[count + 1];
        foreach (var row in rows)
            starts[ranks[row] + 1]++;
        for (var rank = 0; rank < count; rank++)
            starts[rank + 1] += starts[rank];
        var sorted = new int[rows.Length];
        foreach (var row in rows)
            sorted[starts[ranks[row]]++] = row;
        return sorted;
    }
}
