using ComfyStudio.Images;
using ComfyStudio.Thumbnailer.Videos;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>Reads one image, makes those of its thumbnails that are missing, and puts them beside it.</summary>
internal sealed class ThumbnailMaker(
    ThumbnailShelf shelf, PictureSource pictures, ThumbnailRenderer renderer, ThumbnailsTelemetry telemetry, TimeProvider time)
{
    /// <exception cref="VipsException">The image is damaged, or in no format that we open.</exception>
    /// <exception cref="ImageTooLargeException">It is larger than we read or decode.</exception>
    /// <exception cref="VideoDamagedException">The video has no picture to show.</exception>
    /// <exception cref="PosterUnavailableException">Nobody here opens videos.</exception>
    /// <exception cref="IOException">It cannot be read, or its thumbnails cannot be written.</exception>
    internal async Task MakeAsync(FileInfo file, ImageKey image, CancellationToken cancellationToken)
    {
        var sizes = shelf.MissingSizes(image);
        using var span = ThumbnailsTelemetry.Source.StartActivity("render thumbnails");
        span?.SetTag("comfystudio.image.path", image.RelativePath).SetTag("comfystudio.thumbnails.sizes", string.Join(',', sizes));
        var started = time.GetTimestamp();
        using var bytes = await pictures.OpenAsync(file.FullName, cancellationToken);
        var rendered = renderer.Render(bytes.Memory, sizes);
        await shelf.PutAsync(image, rendered, cancellationToken);
        telemetry.Made(sizes.Count, time.GetElapsedTime(started));
    }
}

/// <summary>One image at one version: what its thumbnails are made for.</summary>
internal sealed record ImageKey(string RelativePath, string Version)
{
    internal string Thumbnail(int size) => ThumbnailSpec.RelativePath(RelativePath, size, Version);
}
