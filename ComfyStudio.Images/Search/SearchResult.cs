using ComfyStudio.Images.Rows;

namespace ComfyStudio.Images.Search;

/// <summary>What a filter matched at one moment.</summary>
internal sealed record SearchResult(RowSet Rows, int Count, long Bytes)
{
    internal static SearchResult Of(RowSet rows, ImageTable table)
    {
        var (count, bytes) = (0, 0L);
        var sizes = table.Bytes.Values;
        foreach (var row in rows)
        {
            count++;
            bytes += sizes[row];
        }

        return new SearchResult(rows, count, bytes);
    }
}
