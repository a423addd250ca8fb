namespace ComfyStudio.Images;

/// <summary>Where a page ends, told by what its last image is sorted by, so that it holds whatever comes and goes meanwhile.</summary>
/// <param name="Key">What the sort compares before the time; null where the time is all.</param>
public sealed record ImageCursor(DateTimeOffset CreatedAt, ImageId Id, string? Key = null);

/// <param name="Count">Matches in all, not only on this page.</param>
/// <param name="TotalBytes">Of all matches.</param>
/// <param name="Total">Images in the whole gallery.</param>
public sealed record ImagePage(IReadOnlyList<ImageRecord> Items, ImageCursor? Next, int Count, long TotalBytes, int Total);

/// <summary>The shape of a whole result: enough to lay out every row and to reach any place before one image is loaded.</summary>
/// <param name="Chunks">Where each chunk of <see cref="ChunkSize"/> images begins: the cursor before it, null for the first.</param>
/// <param name="Aspects">A byte for each image, in order: width / height = 2^((byte − 128) / 32).</param>
/// <param name="Days">In order; only when sorted by time.</param>
public sealed record ImageMap(
    string Revision, int Count, long TotalBytes, int Total, IReadOnlyList<ImageCursor?> Chunks, byte[] Aspects, IReadOnlyList<ImageDay> Days)
{
    public const int ChunkSize = 100;

    /// <summary>The byte of a width and a height; 128 is a square.</summary>
    public static byte AspectOf(int width, int height) =>
        (byte)Math.Clamp(128 + (int)Math.Round(32 * Math.Log2(Math.Max(1, width) / (double)Math.Max(1, height))), 0, 255);
}

/// <param name="Date">In the time zone of the studio's machine, like the folders.</param>
public sealed record ImageDay(DateOnly Date, int Count);

/// <summary>What a result is made of: for each property the commonest values, counted under all filters but its own.</summary>
public sealed record ImageFacets
{
    public required IReadOnlyList<FacetCount> Models { get; init; }
    public required IReadOnlyList<FacetCount> Loras { get; init; }
    public required IReadOnlyList<FacetCount> Templates { get; init; }
    public required IReadOnlyList<FacetCount> Samplers { get; init; }
    public required IReadOnlyList<FacetCount> Engines { get; init; }
    public required IReadOnlyList<FacetCount> Sizes { get; init; }
    public required IReadOnlyList<FacetCount> Aspects { get; init; }
    public required IReadOnlyList<FacetCount> Ratings { get; init; }
    public required IReadOnlyList<FacetCount> Tags { get; init; }
    public required IReadOnlyList<FacetCount> Sources { get; init; }
    public required IReadOnlyList<FacetCount> Albums { get; init; }
    public required int Favorites { get; init; }
}

/// <param name="Value">What the filter takes.</param>
/// <param name="Label">What people read.</param>
public sealed record FacetCount(string Value, string Label, int Count);

/// <param name="Reason">A sentence without its full stop.</param>
public sealed record UnreadableImage(string RelativePath, string Reason);
