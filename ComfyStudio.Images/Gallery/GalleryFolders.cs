using System.IO.Enumeration;

namespace ComfyStudio.Images.Gallery;

/// <summary>The gallery folder by folder, straight from the disk: for whoever keeps something beside each image and must not hold all of them at once.</summary>
public sealed class GalleryFolders(ImageRoot root)
{
    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device,
    };

    private static readonly EnumerationOptions Here = new()
    {
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device,
    };

    public bool IsOnline => root.IsOnline;

    /// <summary>Relative paths, those of the latest names first: folders are named by their day. The root itself is the empty one.</summary>
    public IReadOnlyList<string> List()
    {
        if (!root.IsOnline)
            return [];
        var linked = root.Linked.Values.Where(Directory.Exists).SelectMany(folder => Below(folder).Prepend(folder));
        return [.. Below(root.FullPath).Where(folder => !root.IsHidden(folder)).Select(root.RelativeOf).OrderDescending(StringComparer.Ordinal), "", .. linked.Select(root.RelativeOf)];
    }

    private static FileSystemEnumerable<string> Below(string folder) => new(folder, (ref entry) => entry.ToFullPath(), Everywhere)
    {
        ShouldIncludePredicate = (ref entry) => entry.IsDirectory && entry.FileName[0] != '.',
        ShouldRecursePredicate = (ref entry) => entry.FileName[0] != '.',
    };

    public FolderContents Read(string relativePath)
    {
        var images = new List<(string Name, FileStamp Stamp)>();
        var sidecars = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        foreach (var (name, stamp) in Files(root.PathOf(relativePath), [.. GalleryListing.Extensions, ".json"]))
        {
            if (GalleryListing.IsImageName(name))
                images.Add((name, stamp));
            else
                sidecars[name] = stamp;
        }

        var files = images.OrderByDescending(image => image.Stamp.ModifiedTicks).Select(image => new GalleryFile(
            relativePath.Length == 0 ? image.Name : $"{relativePath}/{image.Name}",
            image.Stamp,
            sidecars.TryGetValue(Path.ChangeExtension(image.Name, ".json"), out var json) ? json : null,
            Text: null));
        var thumbnails = Files(ThumbnailFolder(relativePath), [".webp"]).ToDictionary(file => file.Name, file => file.Stamp.ModifiedAt, StringComparer.Ordinal);
        return new FolderContents(root, relativePath, [.. files], thumbnails);
    }

    /// <summary>Removes one of <see cref="FolderContents.Thumbnails"/>, and their folder after the last.</summary>
    public void DeleteThumbnail(string relativePath, string name)
    {
        var folder = ThumbnailFolder(relativePath);
        File.Delete(Path.Join(folder, name));
        if (relativePath.Length > 0 && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    private string ThumbnailFolder(string relativePath) => Path.Join(root.FullPath, ThumbnailSpec.FolderBeside(relativePath.Length == 0 ? "" : relativePath + "/"));

    private static List<(string Name, FileStamp Stamp)> Files(string folder, string[] extensions)
    {
        if (!Directory.Exists(folder))
            return [];
        var files = new FileSystemEnumerable<(string Name, FileStamp Stamp)>(
            folder, (ref entry) => (entry.FileName.ToString(), new FileStamp(entry.Length, entry.LastWriteTimeUtc.UtcTicks)), Here)
        {
            ShouldIncludePredicate = (ref entry) =>
                !entry.IsDirectory && entry.FileName[0] != '.' && GalleryListing.HasExtension(entry.FileName, extensions),
        };
        return [.. files];
    }
}
