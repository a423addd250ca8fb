using ComfyStudio.Images.Formats;
using ComfyStudio.Images.Metadata;

namespace ComfyStudio.Images.Gallery;

/// <summary>Turns a file of the gallery into what the gallery shows of it.</summary>
internal static class ImageFileReader
{
    /// <exception cref="InvalidDataException">It is no image, whatever its name says, or not a whole one; the message tells.</exception>
    /// <exception cref="IOException">It cannot be read now.</exception>
    internal static ImageRecord Read(ImageRoot root, GalleryFile file)
    {
        var path = root.PathOf(file.RelativePath);
        using var content = Open(path);
        var (width, height, motion) = Shape(content);
        var sidecar = ReadSidecar(path, file);
        var sha256 = Hash(file, sidecar);
        return new ImageRecord
        {
            Id = ImageId.Of(file.RelativePath),
            RelativePath = file.RelativePath,
            Bytes = file.Image.Bytes,
            Width = width,
            Height = height,
            CreatedAt = sidecar?.StoredAt ?? file.Image.ModifiedAt,
            Version = VersionOf(file, sidecar),
            Content = sha256 is null ? null : ContentHash.OfSha256(sha256),
            Motion = motion,
            Making = sidecar is null ? ForeignMaking.Read(content, path, file) : sidecar.Making! with { Source = "studio" },
        };
    }

    /// <summary>The version alone, for whoever needs no more: the image is not opened.</summary>
    internal static string ReadVersion(ImageRoot root, GalleryFile file) =>
        VersionOf(file, ReadSidecar(root.PathOf(file.RelativePath), file));

    internal static string? ReadGraph(string path)
    {
        try
        {
            using var content = Open(path);
            return PictureTexts.Read(content).TryGetValue("prompt", out var graph) && ComfyUIGraph.IsGraph(graph) ? graph : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="InvalidDataException">It is no image, or not a whole one; the message tells.</exception>
    internal static (int Width, int Height, ImageMotion Motion) Shape(Stream content)
    {
        var moving = MovingPicture.Read(content);
        if (moving is { Kind: MovingKind.Video } video)
            return (video.Width, video.Height, ImageMotion.Video);
        var header = ImageHeader.Read(content) ?? throw new InvalidDataException(ImageDamage.WhyNoImage(content));
        if (ImageDamage.WhyNotWhole(content, header.Kind) is { } damage)
            throw new InvalidDataException(damage);
        return (header.Width, header.Height, moving is null ? ImageMotion.Image : ImageMotion.Animation);
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 4096);

    private static Sidecar? ReadSidecar(string path, GalleryFile file) =>
        file.Json is not null && Sidecar.Read(Path.ChangeExtension(path, ".json")) is { } sidecar && sidecar.File == Path.GetFileName(path) ? sidecar : null;

    private static string VersionOf(GalleryFile file, Sidecar? sidecar) =>
        Hash(file, sidecar) is { } sha256 ? ImageVersion.OfContent(sha256) : ImageVersion.OfFile(file.Image.Bytes, file.Image.ModifiedAt);

    // The sidecar's hash only speaks for the file it was written for: one that was edited since is told by size or time.
    private static string? Hash(GalleryFile file, Sidecar? sidecar) =>
        sidecar is { Sha256.Length: 64 } && sidecar.Bytes == file.Image.Bytes && file.Image.ModifiedTicks <= file.Json?.ModifiedTicks ? sidecar.Sha256 : null;
}
