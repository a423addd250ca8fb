namespace ComfyStudio.Images.Gallery;

/// <summary>One folder at one moment.</summary>
public sealed class FolderContents
{
    private readonly ImageRoot _root;
    private readonly IReadOnlyList<GalleryFile> _files;

    internal FolderContents(ImageRoot root, string relativePath, IReadOnlyList<GalleryFile> files, IReadOnlyDictionary<string, DateTimeOffset> thumbnails)
    {
        (_root, RelativePath, _files, Thumbnails) = (root, relativePath, files, thumbnails);
        Fingerprint = HashOf(files, thumbnails);
    }

    public string RelativePath { get; }

    public int Count => _files.Count;

    /// <summary>When each was written, by file name.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Thumbnails { get; }

    /// <summary>Another one as soon as an image, a sidecar or a thumbnail came, went or changed.</summary>
    public int Fingerprint { get; }

    /// <summary>The newest first. Reads their sidecars, one after the other.</summary>
    public IEnumerable<(string RelativePath, string Version)> Images() =>
        _files.Select(file => (file.RelativePath, ImageFileReader.ReadVersion(_root, file)));

    private static int HashOf(IEnumerable<GalleryFile> files, IReadOnlyDictionary<string, DateTimeOffset> thumbnails)
    {
        var hash = default(HashCode);
        foreach (var file in files)
            hash.Add(file);

        // Their order is that of the disk, which need not stay.
        hash.Add(thumbnails.Keys.Aggregate(0, (sum, name) => sum ^ StringComparer.Ordinal.GetHashCode(name)));
        return hash.ToHashCode();
    }
}
