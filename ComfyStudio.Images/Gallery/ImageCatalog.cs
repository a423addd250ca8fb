using ComfyStudio.Images.Rows;
using ComfyStudio.Images.Search;

namespace ComfyStudio.Images.Gallery;

/// <summary>
/// The table of all images behind one lock, which many read at once and one writes for a moment. Writers wait for each other before they
/// ask for it, so that a reader waits for a few rows at most.
/// </summary>
internal sealed partial class ImageCatalog : IDisposable
{
    // Rows that are written before readers get their turn.
    private const int RowsAtOnce = 64;

    private readonly Lock _writers = new();
    private readonly ReaderWriterLockSlim _access = new();
    private readonly SearchMemory _memory = new();
    private readonly Dictionary<ContentHash, ImageMarks> _marks = [];
    private readonly Dictionary<ContentHash, long> _markedSizes = [];
    private ImageTable _table = new();
    private RowOrders _orders;
    private long _revision;

    internal ImageCatalog() => _orders = new RowOrders(_table);

    internal long Revision => Volatile.Read(ref _revision);

    internal (int Count, long TotalBytes) Totals => Read(() => (_table.Count, _table.TotalBytes));

    internal ImageRecord? Find(ImageId id) => Read(() => _table.Find(id) is > 0 and var row ? RecordOf(row) : null);

    /// <summary>Whether the file is known as it is now.</summary>
    internal bool IsKnown(GalleryFile file) => Read(() => RowOf(file) > 0);

    /// <summary>Notes what a listing shows: the rows that are there, and the files that are not known as they are now.</summary>
    internal void Compare(IReadOnlyList<GalleryFile> listed, RowSet seen, List<GalleryFile> unknown) => Read(() =>
    {
        seen.Grow(_table.Capacity);
        foreach (var file in listed)
        {
            var row = _table.Find(ImageId.Of(file.RelativePath));
            if (row > 0)
                seen.Add(row);
            if (row == 0 || !IsSame(row, file))
                unknown.Add(file);
        }

        return true;
    });

    /// <summary>Notes everything below a folder as seen, for nobody could look.</summary>
    /// <param name="folder">With '/' at its end; empty for the root.</param>
    internal void See(string folder, RowSet seen) => Read(() =>
    {
        seen.Grow(_table.Capacity);
        var isMeant = _table.Folders.Where(name => (name + "/").StartsWith(folder, StringComparison.Ordinal));
        isMeant[Names.None] = folder.Length == 0;
        foreach (var row in _table.Live)
        {
            if (isMeant[_table.Folder[row]])
                seen.Add(row);
        }

        return true;
    });

    /// <summary>The paths of the rows that a listing did not show, with what a move keeps.</summary>
    internal IReadOnlyList<(string Path, FileStamp Stamp)> Unseen(RowSet seen) => Read(() =>
    {
        var unseen = new List<(string, FileStamp)>();
        foreach (var row in _table.Live.Copy().Except(seen))
            unseen.Add((_table.PathOf(row), new FileStamp(_table.Bytes[row], _table.Modified[row])));
        return unseen;
    });

    /// <returns>What changed by it.</returns>
    internal IReadOnlyList<ImageChange> Set(IReadOnlyCollection<(GalleryFile File, ImageRecord Image)> images)
    {
        var changes = new List<ImageChange>(images.Count);
        lock (_writers)
        {
            foreach (var some in images.Chunk(RowsAtOnce))
                Write(() => changes.AddRange(some.Select(each => Set(each.File, each.Image))));
        }

        return changes;
    }

    internal IReadOnlyList<ImageChange> Remove(IReadOnlyCollection<string> paths)
    {
        var changes = new List<ImageChange>();
        lock (_writers)
        {
            foreach (var some in paths.Chunk(RowsAtOnce))
                Write(() => changes.AddRange(some.Select(path => _table.Find(ImageId.Of(path))).Where(row => row > 0).Select(Remove)));
        }

        return changes;
    }

    /// <summary>Marks the rows whose file is away, and no others.</summary>
    internal void SetMissing(IReadOnlyCollection<string> paths)
    {
        lock (_writers)
        {
            var missing = Read(() => paths.Select(path => _table.Find(ImageId.Of(path))).ToHashSet());
            var changed = Read(() =>
            {
                var rows = new List<int>();
                foreach (var row in _table.Live)
                {
                    if (_table.Flags[row].HasFlag(RowFlags.Missing) != missing.Contains(row))
                        rows.Add(row);
                }

                return rows;
            });
            if (changed.Count > 0)
                Write(() => changed.ForEach(row => _table.Flags[row] ^= RowFlags.Missing));
        }
    }

    public void Dispose() => _access.Dispose();

    private ImageChange Set(GalleryFile file, ImageRecord image)
    {
        var known = _table.Find(image.Id) > 0;
        var row = _table.Set(image, file);
        var marks = MarksOf(row);
        _table.SetMarks(row, marks);
        _table.Vocabulary.Sort(always: false);
        _orders.ByTime.Note(row);
        return new ImageChange(known ? ImageChangeKind.Changed : ImageChangeKind.Added, image with { Content = _table.ContentOf(row), Marks = marks });
    }

    private ImageChange Remove(int row)
    {
        var image = RecordOf(row);
        _table.Remove(row);
        _orders.ByTime.Note(row);
        return new ImageChange(ImageChangeKind.Removed, image);
    }

    private ImageRecord RecordOf(int row) => _table.RecordOf(row, MarksOf(row));

    private int RowOf(GalleryFile file) => _table.Find(ImageId.Of(file.RelativePath)) is > 0 and var row && IsSame(row, file) ? row : 0;

    private bool IsSame(int row, GalleryFile file) =>
        _table.Bytes[row] == file.Image.Bytes && _table.Modified[row] == file.Image.ModifiedTicks && _table.Beside[row] == file.BesideStamp;

    private T Read<T>(Func<T> deed)
    {
        _access.EnterReadLock();
        try
        {
            return deed();
        }
        finally
        {
            _access.ExitReadLock();
        }
    }

    // Only by whoever holds the writers' lock.
    private void Write(Action deed)
    {
        _access.EnterWriteLock();
        try
        {
            deed();
            _revision++;
        }
        finally
        {
            _access.ExitWriteLock();
        }
    }
}
