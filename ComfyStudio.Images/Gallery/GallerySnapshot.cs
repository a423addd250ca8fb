using System.Globalization;

namespace ComfyStudio.Images.Gallery;

/// <summary>The whole gallery at one moment, newest first. Never changes: readers keep theirs while the next one is made.</summary>
internal sealed class GallerySnapshot
{
    private const int MostFacets = 50;
    private static readonly string Run = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[^8..];
    internal static readonly GallerySnapshot Empty = new([], 0);

    private readonly IndexedImage[] _images;
    private readonly long _number;

    private GallerySnapshot(IndexedImage[] images, long number)
    {
        _images = images;
        _number = number;
        TotalBytes = images.Sum(image => image.Record.Bytes);
    }

    internal int Count => _images.Length;

    internal long TotalBytes { get; }

    internal string Revision => string.Create(CultureInfo.InvariantCulture, $"{Run}-{_number}");

    /// <summary>A new snapshot without those that went, with those that came. Costs a walk over the gallery, not a sort.</summary>
    internal GallerySnapshot With(IEnumerable<IndexedImage> came, IReadOnlySet<ImageId> went)
    {
        var added = came.ToArray();
        Array.Sort(added, CompareTime);
        var merged = new List<IndexedImage>(_images.Length + added.Length);
        var next = 0;
        foreach (var image in _images)
        {
            if (went.Contains(image.Record.Id))
                continue;
            while (next < added.Length && CompareTime(added[next], image) < 0)
                merged.Add(added[next++]);
            merged.Add(image);
        }

        merged.AddRange(added.AsSpan(next));
        return new GallerySnapshot([.. merged], _number + 1);
    }

    internal ImagePage Page(ImageFilter filter, ImageSort sort, ImageCursor? after, int limit)
    {
        var found = Sorted(filter, sort);
        var rest = after is null ? found : found.SkipWhile(image => Compare(sort, CursorOf(image, sort), after) <= 0).ToList();
        var items = rest.Take(limit).ToList();
        return new ImagePage(
            [.. items.Select(image => image.Record)],
            rest.Count > limit && limit > 0 ? CursorOf(items[^1], sort) : null,
            found.Count,
            found.Sum(image => image.Record.Bytes),
            Count);
    }

    internal IReadOnlyList<ImageId> Select(ImageFilter filter, ImageSort sort) => [.. Sorted(filter, sort).Select(image => image.Record.Id)];

    internal IReadOnlyList<ImageId> ChildrenOf(ImageId id) =>
        [.. _images.Where(image => image.Record.Making?.Parents.Contains(id.ToString()) == true).Select(image => image.Record.Id)];

    internal ImageMap Map(ImageFilter filter, ImageSort sort, TimeZoneInfo zone)
    {
        var found = Sorted(filter, sort);
        var chunks = found.Chunk(ImageMap.ChunkSize).SkipLast(1).Select(chunk => (ImageCursor?)CursorOf(chunk[^1], sort)).Prepend(null);
        var days = sort is ImageSort.Newest or ImageSort.Oldest
            ? found.CountBy(image => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(image.Record.CreatedAt, zone).DateTime))
            : [];
        return new ImageMap(
            Revision, found.Count, found.Sum(image => image.Record.Bytes), Count, [.. chunks.Take((found.Count + 99) / 100)],
            [.. found.Select(image => ImageMap.AspectOf(image.Record.Width, image.Record.Height))],
            [.. days.Select(day => new ImageDay(day.Key, day.Value))]);
    }

    internal ImageFacets Facets(ImageFilter filter) => new()
    {
        Models = CountBy(filter with { Models = [] }, image => One(image.Making?.Model)),
        Loras = CountBy(filter with { Loras = [] }, image => image.Making?.Loras.Select(lora => lora.Name).Distinct() ?? []),
        Templates = CountBy(filter with { Templates = [] }, image => One(image.Making?.TemplateId)),
        Samplers = CountBy(filter with { Samplers = [] }, image => One(image.Making?.Sampler)),
        Engines = CountBy(filter with { Engines = [] }, image => One(image.Making?.Engine?.Id)),
        Sizes = CountBy(filter with { Sizes = [] }, image => One(IndexedImage.SizeOf(image))),
        Aspects = CountBy(filter with { Aspects = [] }, image => One(JsonNameOf(IndexedImage.AspectOf(image)))),
        Ratings = CountBy(filter with { Rating = null }, image => One(image.Marks.Rating.ToString(CultureInfo.InvariantCulture))),
        Tags = CountBy(filter with { Tags = [] }, image => image.Marks.Tags),
        Sources = CountBy(filter with { Sources = [] }, image => One(image.Making?.Source)),
        Albums = CountBy(filter with { Albums = [] }, image => image.Marks.Albums),
        Favorites = Sorted(filter with { FavoritesOnly = true }, ImageSort.Newest).Count,
    };

    private static string JsonNameOf(ImageAspect aspect) => aspect.ToString().ToLowerInvariant();

    private static IEnumerable<string> One(string? value) => value is null ? [] : [value];

    private List<FacetCount> CountBy(ImageFilter filter, Func<ImageRecord, IEnumerable<string>> values) =>
        [.. Sorted(filter, ImageSort.Newest).SelectMany(image => values(image.Record)).CountBy(value => value)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostFacets)
            .Select(pair => new FacetCount(pair.Key, pair.Key, pair.Value))];

    private List<IndexedImage> Sorted(ImageFilter filter, ImageSort sort)
    {
        var words = (filter.Words ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = _images.Where(image => image.Matches(filter, words)).ToList();
        if (sort != ImageSort.Newest)
            found.Sort((a, b) => Compare(sort, CursorOf(a, sort), CursorOf(b, sort)));
        return found;
    }

    private static ImageCursor CursorOf(IndexedImage image, ImageSort sort) => new(image.Record.CreatedAt, image.Record.Id, sort switch
    {
        ImageSort.Model => image.Record.Making?.Model ?? "",
        ImageSort.Prompt => image.Record.Making?.Prompt ?? "",
        ImageSort.Rating => (5 - image.Record.Marks.Rating).ToString(CultureInfo.InvariantCulture),
        _ => null,
    });

    private static int Compare(ImageSort sort, ImageCursor a, ImageCursor b)
    {
        var byKey = string.Compare(a.Key, b.Key, StringComparison.OrdinalIgnoreCase);
        if (byKey != 0)
            return byKey;
        var newest = b.CreatedAt.CompareTo(a.CreatedAt);
        var byTime = newest != 0 ? newest : string.CompareOrdinal(a.Id.ToString(), b.Id.ToString());
        return sort == ImageSort.Oldest ? -byTime : byTime;
    }

    private static int CompareTime(IndexedImage a, IndexedImage b) =>
        Compare(ImageSort.Newest, CursorOf(a, ImageSort.Newest), CursorOf(b, ImageSort.Newest));
}
