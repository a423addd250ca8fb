using System.IO.Enumeration;

namespace ComfyStudio.Images.Gallery;

/// <summary>Lists what lies below the root, without opening a file.</summary>
internal static class GalleryListing
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".webp", ".gif"];

    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,

        // A link may lead out of the root; what it points at is no part of the gallery.
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device,
    };

    /// <summary>Every image, in no order. Hidden folders (<c>.thumbnails</c>, <c>.trash</c>) and hidden files are left out.</summary>
    internal static IReadOnlyList<GalleryFile> Read(ImageRoot root)
    {
        var images = new List<(string Path, FileStamp Stamp)>();
        var sidecars = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        foreach (var (path, stamp) in Files(root.FullPath))
        {
            if (IsImageName(path))
                images.Add((path, stamp));
            else
                sidecars[path] = stamp;
        }

        return images.ConvertAll(image => new GalleryFile(
            root.RelativeOf(image.Path), image.Stamp, Beside(sidecars, image.Path, ".json"), Beside(sidecars, image.Path, ".txt")));
    }

    /// <returns>Null when it is missing, hidden, a link, or no image by its name.</returns>
    internal static GalleryFile? ReadOne(ImageRoot root, string relativePath)
    {
        if (!IsImageName(relativePath) || relativePath.Split('/').Any(segment => segment.StartsWith('.')))
            return null;
        var path = Path.Join(root.FullPath, relativePath);
        if (root.Resolve(relativePath) is null || FileStamp.Of(path) is not { } stamp || File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint))
            return null;
        return new GalleryFile(
            relativePath, stamp, FileStamp.Of(Path.ChangeExtension(path, ".json")), FileStamp.Of(Path.ChangeExtension(path, ".txt")));
    }

    internal static bool IsImageName(ReadOnlySpan<char> path) => HasExtension(path, Extensions);

    /// <summary>The images that a changed file may belong to: itself, or those it lies beside.</summary>
    internal static IEnumerable<string> ImagesOf(ImageRoot root, string relativePath) =>
        IsImageName(relativePath)
            ? [relativePath]
            : Extensions.Select(extension => Path.ChangeExtension(relativePath, extension)).Where(path => File.Exists(Path.Join(root.FullPath, path)));

    private static FileSystemEnumerable<(string Path, FileStamp Stamp)> Files(string root) =>
        new(root, (ref entry) => (entry.ToFullPath(), new FileStamp(entry.Length, entry.LastWriteTimeUtc.UtcTicks)), Options)
        {
            ShouldIncludePredicate = (ref entry) =>
                !entry.IsDirectory && entry.FileName[0] != '.' && (IsImageName(entry.FileName) || HasExtension(entry.FileName, [".json", ".txt"])),
            ShouldRecursePredicate = (ref entry) => entry.FileName[0] != '.',
        };

    private static bool HasExtension(ReadOnlySpan<char> path, ReadOnlySpan<string> extensions)
    {
        var extension = Path.GetExtension(path);
        foreach (var candidate in extensions)
        {
            if (extension.Equals(candidate, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static FileStamp? Beside(Dictionary<string, FileStamp> sidecars, string imagePath, string extension) =>
        sidecars.TryGetValue(Path.ChangeExtension(imagePath, extension), out var stamp) ? stamp : null;
}
