using ComfyStudio.Images;
using ComfyStudio.Thumbnailer.Thumbnails;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Sheets;

/// <summary>Makes contact sheets of thumbnails, which are made where they are missing. One sheet at a time: each is large.</summary>
internal sealed class SheetMaker(ThumbnailDesk desk, ImageStore store) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The place of an image that is gone or cannot be read stays empty.</summary>
    /// <exception cref="ImageRootOfflineException">The images folder is away.</exception>
    internal async Task<byte[]> MakeAsync(IReadOnlyList<ImageKey> images, int columns, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            using var sheet = new ContactSheet(images.Count, columns);
            foreach (var (place, image) in images.Index())
            {
                if (await FindAsync(image, cancellationToken) is { } path)
                    Put(sheet, place, path);
            }

            return await Task.Run(sheet.ToPng, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<string?> FindAsync(ImageKey image, CancellationToken cancellationToken)
    {
        var thumbnail = image.Thumbnail(ContactSheet.Tile);
        if (store.Resolve(thumbnail) is { } there)
            return there;
        if (await desk.AskAsync(image, cancellationToken) is ThumbnailOutcome.Offline offline)
            throw new ImageRootOfflineException(offline.Reason);
        return store.Resolve(thumbnail);
    }

    private static void Put(ContactSheet sheet, int place, string path)
    {
        try
        {
            using var bytes = FileBytes.Read(path);
            using var source = new VipsSource(bytes.Memory);
            using var load = new VipsOperation(source.FindLoader()).With("buffer", source);
            using var lazy = load.RunToImage();
            using var picture = lazy.Compute();
            sheet.Put(place, picture.Width, picture.Height, picture.ToRgba());
        }
        catch (Exception exception) when (exception is VipsException or IOException)
        {
            // A thumbnail that went or was cut short since: the rest of the page is worth having.
        }
    }
}
