using System.IO.Enumeration;

namespace ComfyStudio.Images.Gallery;

/// <summary>Lists what lies below the root, folder by folder, without opening a file.</summary>
internal static class GalleryListing
{
    internal static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".mp4", ".webm"];

    private static readonly EnumerationOptions Options = new()
    {
        IgnoreInaccessible = false,

        // A link may lead out of the root; what it points at is no part of the gallery.
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device,
    };

    /// <summary>Every folder with its images. Hidden folders (<c>.thumbnails</c>, <c>.trash</c>) and hidden files are left out.</summary>
    internal static IEnumerable<GalleryFolder> Read(ImageRoot root)
    {
        var waiting = new Stack<string>([root.FullPath, .. root.Linked.Values]);
        while (waiting.TryPop(out var folder))
            yield return ReadFolder(root, folder, waiting);
    }

    /// <returns>Null when it is missing, hidden, a link, or no image by its name.</returns>
    internal static GalleryFile? ReadOne(ImageRoot root, string relativePath)
    {
        if (!IsImageName(relativePath) || relativePath.Split('/').Any(segment => segment.StartsWith('.')))
            return null;
        var path = root.PathOf(relativePath);
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
            : Extensions.Select(extension => Path.ChangeExtension(relativePath, extension)).Where(path => File.Exists(root.PathOf(path)));

    private static GalleryFolder ReadFolder(ImageRoot root, string folder, Stack<string> waiting)
    {
        var relative = folder == root.FullPath ? "" : root.RelativeOf(folder) + "/";
        var images = new List<(string Name, FileStamp Stamp)>();
        var sidecars = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        try
        {
            foreach (var (name, stamp, isFolder) in Entries(folder))
            {
                if (isFolder && root.IsHidden(Path.Join(folder, name)))
                    continue;
                if (isFolder)
                    waiting.Push(Path.Join(folder, name));
                else if (IsImageName(name))
                    images.Add((name, stamp));
                else
                    sidecars[name] = stamp;
            }
        }
        catch (DirectoryNotFoundException exception)
        {
            // A folder of another program that is away as a whole, as with its disk, has not lost its images.
            if (root.Linked.Values.Contains(folder))
                return new GalleryFolder(relative, [], exception.Message);

            // It went between the listing of the folder above and this one.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new GalleryFolder(relative, [], exception.Message);
        }

        return new GalleryFolder(relative, images.ConvertAll(image => new GalleryFile(
            relative + image.Name, image.Stamp, Beside(sidecars, image.Name, ".json"), Beside(sidecars, image.Name, ".txt"))), Failure: null);
    }

    private static FileSystemEnumerable<(string Name, FileStamp Stamp, bool IsFolder)> Entries(string folder) =>
        new(folder, (ref entry) => entry.IsDirectory
            ? (entry.FileName.ToString(), default, true)
            : (entry.FileName.ToString(), new FileStamp(entry.Length, entry.LastWriteTimeUtc.UtcTicks), false), Options)
        {
            ShouldIncludePredicate = (ref entry) => entry.FileName[0] != '.'
                && (entry.IsDirectory || IsImageName(entry.FileName) || HasExtension(entry.FileName, [".json", ".txt"])),
        };

    internal static bool HasExtension(ReadOnlySpan<char> path, ReadOnlySpan<string> extensions)
    {
        var extension = Path.GetExtension(path);
        foreach (var candidate in extensions)
        {
            if (extension.Equals(candidate, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static FileStamp? Beside(Dictionary<string, FileStamp> sidecars, string imageName, string extension) =>
        sidecars.TryGetValue(Path.ChangeExtension(imageName, extension), out var stamp) ? stamp : null;
}

/// <param name="Path">Below the root, with '/' at its end; empty for the root itself.</param>
/// <param name="Failure">Why it could not be listed: what is in it is not known to be gone.</param>
internal sealed record GalleryFolder(string Path, IReadOnlyList<GalleryFile> Images, string? Failure);
