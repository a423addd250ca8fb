using ComfyStudio.Images.Search;

namespace ComfyStudio.Images.Gallery;

internal sealed partial class ImageCatalog
{
    internal ImagePage Page(ImageFilter filter, ImageSort sort, ImageCursor? after, int limit) => Read(() =>
    {
        var (found, order) = (Search(filter), _orders.Rows(sort, _revision));
        var items = new List<int>(limit);
        var more = false;
        for (var place = after is null ? 0 : _orders.PlaceAfter(sort, order, after); place < order.Length && !more; place++)
        {
            if (!found.Rows.Contains(order[place]))
                continue;
            more = items.Count == limit;
            if (!more)
                items.Add(order[place]);
        }

        var next = more && limit > 0 ? _orders.CursorOf(sort, items[^1]) : null;
        return new ImagePage(items.ConvertAll(RecordOf), next, found.Count, found.Bytes, _table.Count);
    });

    internal IReadOnlyList<ImageId> Select(ImageFilter filter, ImageSort sort) => Read(() =>
        (IReadOnlyList<ImageId>)[.. Matches(Search(filter), sort).Select(row => new ImageId(_table.Ids[row]))]);

    /// <param name="name">Names the revision of the catalog.</param>
    internal ImageMap Map(ImageFilter filter, ImageSort sort, Func<long, string> name, TimeZoneInfo zone) => Read(() =>
    {
        var found = Search(filter);
        var (aspects, chunks, days) = (new byte[found.Count], new List<ImageCursor?>(), new DayCounter(zone));
        var (place, last) = (0, 0);
        foreach (var row in Matches(found, sort))
        {
            if (place % ImageMap.ChunkSize == 0)
                chunks.Add(place == 0 ? null : _orders.CursorOf(sort, last));
            aspects[place++] = _table.Sizes.AspectByteOf(_table.Size[row]);
            if (sort is ImageSort.Newest or ImageSort.Oldest)
                days.Count(_table.Created[row]);
            last = row;
        }

        return new ImageMap(name(_revision), found.Count, found.Bytes, _table.Count, chunks, aspects, days.Days);
    });

    internal ImageFacets Facets(ImageFilter filter) => Read(() => new FacetCounter(_table).Count(filter));

    internal IReadOnlyList<ImageId> ChildrenOf(ImageId id) => Read(() =>
    {
        var isChild = _table.Parents.Where(parent => parent == id.ToString());
        return isChild.Contains(true)
            ? _orders.ByTime.Rows().Where(row => isChild[_table.ParentSet[row]]).Select(row => new ImageId(_table.Ids[row])).ToList()
            : (IReadOnlyList<ImageId>)[];
    });

    private IEnumerable<int> Matches(SearchResult found, ImageSort sort)
    {
        foreach (var row in _orders.Rows(sort, _revision))
        {
            if (found.Rows.Contains(row))
                yield return row;
        }
    }

    private SearchResult Search(ImageFilter filter) =>
        _memory.Find(filter, _revision, () => SearchResult.Of(new RowFinder(_table).Find(filter), _table));
}
