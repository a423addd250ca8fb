using ComfyStudio.Images;
using ComfyStudio.Images.Gallery;
using ComfyStudio.Thumbnailer.Thumbnails;

namespace ComfyStudio.Thumbnailer.Backlog;

/// <summary>Looks through one folder: whose thumbnails are there, whose are missing, and which belong to nobody any more.</summary>
internal sealed partial class BacklogInspector(
    GalleryFolders folders, ThumbnailShelf shelf, TimeProvider time, ILogger<BacklogInspector> logger)
{
    // One that was made a moment ago may be of a version that this look came too early to see.
    private static readonly TimeSpan OrphanAge = TimeSpan.FromMinutes(10);

    // A number for each folder with nothing to do: the next look needs not open its sidecars.
    private readonly Dictionary<string, (int Fingerprint, FolderLook Look)> _complete = new(StringComparer.Ordinal);

    internal FolderLook Look(string relativePath)
    {
        var folder = folders.Read(relativePath);
        if (_complete.TryGetValue(relativePath, out var known) && known.Fingerprint == folder.Fingerprint)
            return known.Look;

        var (look, wanted) = Count(folder);
        DeleteOrphans(folder, wanted);
        if (look.Missing == 0)
            _complete[relativePath] = (folder.Fingerprint, look);
        else
            _complete.Remove(relativePath);
        return look;
    }

    /// <summary>Those that want thumbnails, the newest first.</summary>
    internal IEnumerable<ImageKey> Missing(string relativePath)
    {
        var folder = folders.Read(relativePath);
        return folder.Images().Select(image => new ImageKey(image.RelativePath, image.Version))
            .Where(image => !IsDone(folder, image) && !shelf.IsKnownDamaged(image));
    }

    internal void Forget(IEnumerable<string> present)
    {
        foreach (var gone in _complete.Keys.Except(present, StringComparer.Ordinal).ToList())
            _complete.Remove(gone);
    }

    private (FolderLook Look, HashSet<string> Wanted) Count(FolderContents folder)
    {
        var (done, failed) = (0, 0);
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, version) in folder.Images())
        {
            var image = new ImageKey(path, version);
            wanted.UnionWith(Names(image));
            if (IsDone(folder, image))
                done++;
            else if (shelf.IsKnownDamaged(image))
                failed++;
        }

        return (new FolderLook(folder.Count, done, failed), wanted);
    }

    private bool IsDone(FolderContents folder, ImageKey image) => Names(image).All(folder.Thumbnails.ContainsKey) && shelf.HasPlaceholder(image);

    private static IEnumerable<string> Names(ImageKey image) => ThumbnailSpec.Sizes.Select(size => Path.GetFileName(image.Thumbnail(size)));

    private void DeleteOrphans(FolderContents folder, HashSet<string> wanted)
    {
        var before = time.GetUtcNow() - OrphanAge;
        foreach (var (name, _) in folder.Thumbnails.Where(thumbnail => thumbnail.Value < before && !wanted.Contains(thumbnail.Key)))
        {
            try
            {
                folders.DeleteThumbnail(folder.RelativePath, name);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogOrphanKept(exception, name);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "The thumbnail {Name} belongs to no image and cannot be removed")]
    private partial void LogOrphanKept(Exception exception, string name);
}

/// <param name="Done">Images with all their thumbnails.</param>
/// <param name="Failed">Images that cannot be read.</param>
internal readonly record struct FolderLook(int Images, int Done, int Failed)
{
    internal int Missing => Images - Done - Failed;

    public static FolderLook operator +(FolderLook one, FolderLook other) =>
        new(one.Images + other.Images, one.Done + other.Done, one.Failed + other.Failed);
}
