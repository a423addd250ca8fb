using ComfyStudio.Images;
using ComfyStudio.Thumbnailer.Vips;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>Reads one image, makes those of its thumbnails that are missing, and puts them beside it.</summary>
internal sealed class ThumbnailMaker(
    ImageStore store, ThumbnailRenderer renderer, ThumbnailsTelemetry telemetry, IOptions<ThumbnailOptions> options, TimeProvider time)
{
    /// <exception cref="VipsException">The image is damaged, or in no format that we open.</exception>
    /// <exception cref="ImageTooLargeException">It is larger than we read or decode.</exception>
    /// <exception cref="IOException">It cannot be read, or its thumbnails cannot be written.</exception>
    internal async Task MakeAsync(FileInfo file, ImageKey image, CancellationToken cancellationToken)
    {
        var sizes = MissingSizes(image);
        using var span = ThumbnailsTelemetry.Source.StartActivity("render thumbnails");
        span?.SetTag("comfystudio.image.path", image.RelativePath).SetTag("comfystudio.thumbnails.sizes", string.Join(',', sizes));
        var started = time.GetTimestamp();
        foreach (var (size, webp) in renderer.Render(await ReadAsync(file, cancellationToken), sizes))
            await store.SaveThumbnailAsync(image.Thumbnail(size), webp, cancellationToken);
        telemetry.Made(sizes.Count, time.GetElapsedTime(started));
    }

    internal IReadOnlyList<int> MissingSizes(ImageKey image) =>
        [.. ThumbnailSpec.Sizes.Where(size => store.Resolve(image.Thumbnail(size)) is null)];

    private async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        if (file.Length > options.Value.MaxBytes)
            throw new ImageTooLargeException($"The file has {file.Length} bytes; at most {options.Value.MaxBytes} are read.");
        return await File.ReadAllBytesAsync(file.FullName, cancellationToken);
    }
}

/// <summary>One image at one version: what its thumbnails are made for.</summary>
internal sealed record ImageKey(string RelativePath, string Version)
{
    internal string Thumbnail(int size) => ThumbnailSpec.RelativePath(RelativePath, size, Version);
}
