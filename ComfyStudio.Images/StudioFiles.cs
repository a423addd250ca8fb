using ComfyStudio.Images.Storage;

namespace ComfyStudio.Images;

/// <summary>Small files that the studio keeps below the images root beside the images: each is on the disk whole, or not at all.</summary>
public sealed class StudioFiles(ImageRoot root, TimeProvider time)
{
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="ImageRootOfflineException">The root is away.</exception>
    public byte[]? Read(string relativePath)
    {
        root.Open();
        try
        {
            return File.ReadAllBytes(PathOf(relativePath));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Changes whenever the file does; null when there is none.</summary>
    public string? StampOf(string relativePath) =>
        new FileInfo(PathOf(relativePath)) is { Exists: true } file ? $"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}" : null;

    /// <summary>On the disk, and not only in its cache, before this returns.</summary>
    /// <exception cref="ImageRootOfflineException">The root is away.</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be written; what was there before is there still.</exception>
    public void Write(string relativePath, ReadOnlySpan<byte> content)
    {
        root.Open();
        var path = PathOf(relativePath);
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        using var file = TemporaryFile.Create(folder, time);
        file.Content.Write(content);
        file.PublishOver(path);
    }

    public void Delete(string relativePath)
    {
        root.Open();
        if (File.Exists(PathOf(relativePath)))
            File.Delete(PathOf(relativePath));
    }

    /// <summary>Names of the folders in a folder.</summary>
    /// <exception cref="ImageRootOfflineException">The root is away.</exception>
    public IReadOnlyList<string> Folders(string relativePath) => Names(relativePath, Directory.EnumerateDirectories);

    /// <summary>Names of the files in a folder.</summary>
    /// <exception cref="ImageRootOfflineException">The root is away.</exception>
    public IReadOnlyList<string> Files(string relativePath) => Names(relativePath, Directory.EnumerateFiles);

    private IReadOnlyList<string> Names(string relativePath, Func<string, IEnumerable<string>> list)
    {
        root.Open();
        return Directory.Exists(PathOf(relativePath))
            ? [.. list(PathOf(relativePath)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)]
            : [];
    }

    private string PathOf(string relativePath) => Path.Join(root.FullPath, relativePath);
}
