using ComfyStudio.Images;
using ComfyStudio.Thumbnailer.Sheets;
using ComfyStudio.Thumbnailer.Thumbnails;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Looks;

/// <summary>Looks at images by their thumbnails, which are made where they are missing, and at the pictures that people brought.</summary>
internal sealed class LookReader(ThumbnailDesk desk, ImageStore store, InputFiles inputs)
{
    private const long MostInputBytes = 64 * 1024 * 1024;

    /// <returns>Null for one that is gone or cannot be read.</returns>
    /// <exception cref="ImageRootOfflineException">The images folder is away.</exception>
    internal async Task<Look?> FindAsync(PictureToCompare picture, CancellationToken cancellationToken)
    {
        var path = picture.Input is { } input ? PathOf(input) : await FindThumbnailAsync(new ImageKey(picture.RelativePath!, picture.Version!), cancellationToken);
        return path is null ? null : await Task.Run(() => Read(path), cancellationToken);
    }

    private string? PathOf(string input) => inputs.Find(input) is { } file ? inputs.PathOf(file.FileName) : null;

    private async Task<string?> FindThumbnailAsync(ImageKey image, CancellationToken cancellationToken)
    {
        var thumbnail = image.Thumbnail(ContactSheet.Tile);
        if (store.Resolve(thumbnail) is { } there)
            return there;
        if (await desk.AskAsync(image, cancellationToken) is ThumbnailOutcome.Offline offline)
            throw new ImageRootOfflineException(offline.Reason);
        return store.Resolve(thumbnail);
    }

    private static Look? Read(string path)
    {
        try
        {
            using var bytes = FileBytes.Read(path, MostInputBytes);
            return Look.Of(bytes.Memory);
        }
        catch (Exception exception) when (exception is VipsException or IOException or ImageTooLargeException)
        {
            // The others can be compared all the same.
            return null;
        }
    }
}
