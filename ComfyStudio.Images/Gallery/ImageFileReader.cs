using ComfyStudio.Images.Formats;
using ComfyStudio.Images.Metadata;

namespace ComfyStudio.Images.Gallery;

/// <summary>Turns a file of the gallery into what the gallery shows of it.</summary>
internal static class ImageFileReader
{
    /// <returns>Null when it is no image, whatever its name says.</returns>
    internal static ImageRecord? Read(ImageRoot root, GalleryFile file)
    {
        var path = Path.Join(root.FullPath, file.RelativePath);
        using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 4096);
        if (ImageHeader.Read(content) is not { } header)
            return null;

        var sidecar = file.Json is null ? null : Sidecar.Read(Path.ChangeExtension(path, ".json"));
        if (sidecar?.File != Path.GetFileName(path))
            sidecar = null;
        return new ImageRecord
        {
            Id = ImageId.Of(file.RelativePath),
            RelativePath = file.RelativePath,
            Bytes = file.Image.Bytes,
            Width = header.Width,
            Height = header.Height,
            CreatedAt = sidecar?.StoredAt ?? file.Image.ModifiedAt,
            Version = Hash(file, sidecar) is { } sha256 ? ImageVersion.OfContent(sha256) : ImageVersion.OfFile(file.Image.Bytes, file.Image.ModifiedAt),
            Content = Hash(file, sidecar) is { } whole ? ContentHash.OfSha256(whole) : null,
            Making = sidecar is null ? ForeignMaking.Read(content, path, file) : sidecar.Making! with { Source = "studio" },
        };
    }

    internal static string? ReadGraph(string path)
    {
        try
        {
            using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 4096);
            return PictureTexts.Read(content).TryGetValue("prompt", out var graph) && ComfyUIGraph.IsGraph(graph) ? graph : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The sidecar's hash only speaks for the file it was written for: one that was edited since is told by size or time.
    private static string? Hash(GalleryFile file, Sidecar? sidecar) =>
        sidecar is { Sha256.Length: 64 } && sidecar.Bytes == file.Image.Bytes && file.Image.ModifiedTicks <= file.Json?.ModifiedTicks ? sidecar.Sha256 : null;
}
