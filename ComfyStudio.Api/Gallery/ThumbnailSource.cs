using ComfyStudio.Api.Problems;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Gallery;

/// <summary>A thumbnail from disk, or made on the spot by the Thumbnailer when nobody wanted it before.</summary>
internal sealed class ThumbnailSource(ImageStore store, ThumbnailClient client)
{
    public async Task<Thumbnail> FindOrMakeAsync(ImageRecord image, int size, CancellationToken cancellationToken)
    {
        var relativePath = ThumbnailSpec.RelativePath(image.RelativePath, size, image.Version);
        if (store.Resolve(relativePath) is { } path)
            return new Thumbnail.Ready(path);
        if (await client.MakeAsync(image, size, cancellationToken) is { } refused)
            return refused;
        return store.Resolve(relativePath) is { } made
            ? new Thumbnail.Ready(made)
            : new Thumbnail.Refused(ProblemKinds.ThumbnailsBusy, "The thumbnail was made but is not there yet.");
    }
}

internal abstract record Thumbnail
{
    private Thumbnail()
    {
    }

    /// <param name="Path">Full path, below the images root.</param>
    internal sealed record Ready(string Path) : Thumbnail;

    internal sealed record Refused(ProblemKind Kind, string Detail) : Thumbnail;
}
