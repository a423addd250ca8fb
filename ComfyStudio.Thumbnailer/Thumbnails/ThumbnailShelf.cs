using ComfyStudio.Images;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>What there is already of an image, and where what was made of it goes.</summary>
internal sealed class ThumbnailShelf(ImageStore store, ImagePlaceholders placeholders)
{
    /// <returns>Null when there is no such image below the root.</returns>
    internal string? Find(ImageKey image) => store.Resolve(image.RelativePath);

    internal IReadOnlyList<int> MissingSizes(ImageKey image) =>
        [.. ThumbnailSpec.Sizes.Where(size => store.Resolve(image.Thumbnail(size)) is null)];

    internal bool HasPlaceholder(ImageKey image) => placeholders.Find(image.RelativePath, image.Version) is { Length: > 0 };

    /// <summary>Whether somebody tried, maybe before the last start, and could not read it.</summary>
    internal bool IsKnownDamaged(ImageKey image) => placeholders.Find(image.RelativePath, image.Version) is { Length: 0 };

    internal async Task PutAsync(ImageKey image, RenderedImage rendered, CancellationToken cancellationToken)
    {
        foreach (var (size, webp) in rendered.Sizes)
            await store.SaveThumbnailAsync(image.Thumbnail(size), webp, cancellationToken);
        placeholders.Add(image.RelativePath, image.Version, rendered.Placeholder);
    }

    internal void NoteDamaged(ImageKey image) => placeholders.Add(image.RelativePath, image.Version, []);
}
