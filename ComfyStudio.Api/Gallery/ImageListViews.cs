using ComfyStudio.Images;

namespace ComfyStudio.Api.Gallery;

/// <param name="Next">The <c>after</c> of the next page; null on the last one.</param>
/// <param name="Count">Of all that match, not only on this page.</param>
/// <param name="Total">Images in the whole gallery.</param>
/// <param name="Scanning">True while the folder is being read: there may be more in a moment.</param>
/// <param name="Online">False while the images folder, or the disk it lies on, is away.</param>
/// <param name="Missing">Images whose files vanished too many at once to be forgotten without a second look; 0 as a rule.</param>
internal sealed record ImagePageView(
    IReadOnlyList<ImageView> Items, string? Next, int Count, long TotalBytes, int Total, bool Scanning, bool Online, int Missing)
{
    public static ImagePageView Of(ImagePage page, ImageIndexStatus status, ImagePlaceholders placeholders, ImageRoot root) => new(
        [.. page.Items.Select(record => ImageView.Of(record) with { ReadOnly = root.IsReadOnly(record.RelativePath), Blur = placeholders.Find(record) })],
        page.Next is { } next ? GalleryCursor.Write(next) : null,
        page.Count,
        page.TotalBytes,
        page.Total,
        status.Scanning,
        status.Online,
        status.Missing);
}

/// <summary>The shape of a whole result, so that every height is known before an image is loaded, and every place can be reached at once.</summary>
/// <param name="Revision">Changes when anything in the gallery does; the same as the ETag.</param>
/// <param name="Chunk">Images in each chunk but the last.</param>
/// <param name="Chunks">The <c>after</c> of each chunk; null for the first.</param>
/// <param name="Aspects">Base64 of one byte b for each image, in order: width / height = 2^((b − 128) / 32), within 1.1 %.</param>
/// <param name="Days">In order, in the time zone of the studio's machine; empty when not sorted by time.</param>
internal sealed record ImageMapView(
    string Revision, int Count, long TotalBytes, int Total, int Chunk, IReadOnlyList<string?> Chunks, string Aspects, IReadOnlyList<ImageDay> Days)
{
    public static ImageMapView Of(ImageMap map) => new(
        map.Revision,
        map.Count,
        map.TotalBytes,
        map.Total,
        ImageMap.ChunkSize,
        [.. map.Chunks.Select(chunk => chunk is null ? null : GalleryCursor.Write(chunk))],
        Convert.ToBase64String(map.Aspects),
        map.Days);
}

/// <summary>For each property the commonest values of what matches the other filters, at most 50.</summary>
/// <param name="Rating">By stars; value 0 are those without.</param>
internal sealed record ImageFacetsView(
    IReadOnlyList<FacetCount> Model,
    IReadOnlyList<FacetCount> Lora,
    IReadOnlyList<FacetCount> Template,
    IReadOnlyList<FacetCount> Sampler,
    IReadOnlyList<FacetCount> Engine,
    IReadOnlyList<FacetCount> Size,
    IReadOnlyList<FacetCount> Aspect,
    IReadOnlyList<FacetCount> Rating,
    IReadOnlyList<FacetCount> Tag,
    IReadOnlyList<FacetCount> Source,
    IReadOnlyList<FacetCount> Album,
    int Favorites)
{
    public static ImageFacetsView Of(ImageFacets facets) => new(
        facets.Models, facets.Loras, facets.Templates, facets.Samplers, facets.Engines, facets.Sizes, facets.Aspects, facets.Ratings,
        facets.Tags, facets.Sources, facets.Albums, facets.Favorites);
}
