using ComfyStudio.Images.Rows;
using ComfyStudio.Images.Search;

namespace ComfyStudio.Images.Gallery;

internal sealed partial class ImageCatalog
{
    /// <summary>Writes all rows, newest first. Readers are not kept waiting; writers are.</summary>
    /// <returns>The revision that was written.</returns>
    internal long Save(BinaryWriter to)
    {
        lock (_writers)
        {
            // Row 0 stands for none and keeps the others' numbers.
            _table.Write(to, [0, .. Read(_orders.ByTime.Rows)]);
            return _revision;
        }
    }

    /// <summary>Takes over what was saved. Nothing is known yet, or it is forgotten.</summary>
    internal void Restore(BinaryReader from)
    {
        var table = new ImageTable();
        table.Read(from);
        var orders = new RowOrders(table);
        orders.ByTime.Set([.. Enumerable.Range(1, table.Count)]);
        lock (_writers)
        {
            Write(() =>
            {
                (_table, _orders) = (table, orders);
                foreach (var row in table.Live)
                    table.SetMarks(row, MarksOf(row));
            });
        }
    }
}
