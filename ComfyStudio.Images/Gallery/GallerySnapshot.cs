namespace ComfyStudio.Images.Gallery;

/// <summary>The whole gallery at one moment, newest first. Never changes: readers keep theirs while the next one is made.</summary>
internal sealed class GallerySnapshot
{
    internal static readonly GallerySnapshot Empty = new([]);

    private readonly IndexedImage[] _images;

    private GallerySnapshot(IndexedImage[] images)
    {
        _images = images;
        TotalBytes = images.Sum(image => image.Record.Bytes);
    }

    internal int Count => _images.Length;

    internal long TotalBytes { get; }

    /// <summary>A new snapshot without those that went, with those that came. Costs a walk over the gallery, not a sort.</summary>
    internal GallerySnapshot With(IEnumerable<IndexedImage> came, IReadOnlySet<ImageId> went)
    {
        var added = came.ToArray();
        Array.Sort(added, static (a, b) => Compare(a, b.Record.CreatedAt, b.Record.Id));
        var merged = new List<IndexedImage>(_images.Length + added.Length);
        var next = 0;
        foreach (var image in _images)
        {
            if (went.Contains(image.Record.Id))
                continue;
            while (next < added.Length && Compare(added[next], image.Record.CreatedAt, image.Record.Id) < 0)
                merged.Add(added[next++]);
            merged.Add(image);
        }

        merged.AddRange(added.AsSpan(next));
        return new GallerySnapshot([.. merged]);
    }

    internal ImagePage Page(ImageFilter filter, ImageCursor? after, int limit)
    {
        var words = (filter.Words ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var start = after is null ? 0 : FirstAfter(after);
        return words.Length == 0 && filter is { JobId: null, GroupId: null }
            ? Page(_images.AsSpan(start), limit, Count, TotalBytes)
            : FilteredPage(image => image.Matches(filter, words), start, limit);
    }

    private ImagePage FilteredPage(Predicate<IndexedImage> matches, int start, int limit)
    {
        var count = 0;
        var bytes = 0L;
        var found = new List<IndexedImage>();
        for (var i = 0; i < _images.Length; i++)
        {
            if (!matches(_images[i]))
                continue;
            count++;
            bytes += _images[i].Record.Bytes;

            // One more than the page, which tells whether there is a next one.
            if (i >= start && found.Count <= limit)
                found.Add(_images[i]);
        }

        return Page(found.ToArray(), limit, count, bytes);
    }

    private static ImagePage Page(ReadOnlySpan<IndexedImage> rest, int limit, int count, long bytes)
    {
        var items = new List<ImageRecord>(Math.Min(limit, rest.Length));
        foreach (var image in rest[..Math.Min(limit, rest.Length)])
            items.Add(image.Record);
        var next = rest.Length > limit && limit > 0 ? new ImageCursor(items[^1].CreatedAt, items[^1].Id) : null;
        return new ImagePage(items, next, count, bytes);
    }

    private int FirstAfter(ImageCursor cursor)
    {
        var (low, high) = (0, _images.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Compare(_images[middle], cursor.CreatedAt, cursor.Id) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static int Compare(IndexedImage image, DateTimeOffset createdAt, ImageId id)
    {
        var byTime = createdAt.CompareTo(image.Record.CreatedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(image.Record.Id.ToString(), id.ToString());
    }
}
