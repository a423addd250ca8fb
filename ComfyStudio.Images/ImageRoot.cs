using ComfyStudio.Images.Storage;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Images;

/// <summary>
/// The folder below which every image lies. A marker file with an identity tells it from the empty mount point of a lost volume:
/// once seen, only the folder with that same marker counts as the root.
/// </summary>
public sealed class ImageRoot(IOptions<ImagesOptions> options, TimeProvider time)
{
    internal const string MarkerName = ".comfystudio";

    /// <summary>Begins the relative path of every image that lies in a folder of another program.</summary>
    internal const string LinkedPrefix = "linked/";

    private readonly Lock _gate = new();

    // Known from the start where it can be: a root that vanishes before anything is written to it has vanished, too.
    private string? _identity = ReadMarker(options.Value.FullRoot);

    /// <summary>Full path, without a separator at the end.</summary>
    public string FullPath { get; } = options.Value.FullRoot;

    /// <summary>Full paths of the folders that are only shown, by what the relative paths of their images begin with, '/' at its end.</summary>
    internal IReadOnlyDictionary<string, string> Linked { get; } =
        options.Value.Linked.ToDictionary(linked => $"{LinkedPrefix}{linked.Key}/", linked => ImagesOptions.FullPathOf(linked.Value), StringComparer.Ordinal);

    /// <summary>Whether the root, with the marker that was seen first, is there now.</summary>
    public bool IsOnline
    {
        get
        {
            lock (_gate)
            {
                var found = ReadMarker(FullPath);
                _identity ??= found;
                return found is not null && found == _identity;
            }
        }
    }

    /// <summary>What the marker says, as it was seen first; null as long as none was.</summary>
    internal string? Identity
    {
        get
        {
            lock (_gate)
                return _identity;
        }
    }

    /// <summary>Makes sure that the root can be used; makes it with its marker when this process never saw it before.</summary>
    /// <exception cref="ImageRootOfflineException">It was there before and is not there now.</exception>
    public void Open()
    {
        lock (_gate)
        {
            if (_identity is null && ReadMarker(FullPath) is null)
                WriteMarker();
            RequireOnline();
        }
    }

    /// <summary>For whoever adds to what is there already, and so never has a reason to make the root.</summary>
    /// <exception cref="ImageRootOfflineException">It is not there now.</exception>
    internal void RequireOnline()
    {
        if (!IsOnline)
            throw new ImageRootOfflineException(
                $"The images folder '{FullPath}' is not there, or its marker file '{MarkerName}' is gone. Bring the volume back; "
                + "if it was removed on purpose, start the studio again to begin with an empty folder.");
    }

    /// <summary>Full path of a file below the root, links resolved and checked to stay there; null when it leaves the root or is missing.</summary>
    internal string? Resolve(string relativePath)
    {
        if (relativePath.Length == 0 || relativePath.Contains('\0') || Path.IsPathRooted(relativePath))
            return null;
        var (folder, rest) = Locate(relativePath);
        var full = Path.GetFullPath(Path.Join(folder, rest));
        if (!IsBelow(full, folder))
            return null;
        return RealPath.Of(folder) is { } realFolder && RealPath.Of(full) is { } real && IsBelow(real, realFolder) && File.Exists(real)
            ? real
            : null;
    }

    /// <summary>Whether it lies in a folder that the studio only shows.</summary>
    public bool IsReadOnly(string relativePath) => Locate(relativePath).Folder != FullPath;

    /// <summary>Whether a folder of the root's own lies where those of other programs are shown.</summary>
    internal bool IsHidden(string fullPath) =>
        Linked.Count > 0 && IsBelow(fullPath + Path.DirectorySeparatorChar, Path.Join(FullPath, LinkedPrefix.TrimEnd('/')));

    /// <summary>Full path of what the gallery shows there, whether or not it exists. Not for paths from outside, see <see cref="Resolve"/>.</summary>
    public string PathOf(string relativePath)
    {
        var (folder, rest) = Locate(relativePath);
        return Path.Join(folder, rest);
    }

    internal string RelativeOf(string fullPath)
    {
        var (prefix, folder) = Linked.FirstOrDefault(linked => IsBelow(fullPath + Path.DirectorySeparatorChar, linked.Value), KeyValuePair.Create("", FullPath));
        var relative = Path.GetRelativePath(folder, fullPath).Replace(Path.DirectorySeparatorChar, '/');
        return relative == "." ? prefix.TrimEnd('/') : prefix + relative;
    }

    private (string Folder, string Inside) Locate(string relativePath)
    {
        if (!relativePath.StartsWith(LinkedPrefix, StringComparison.Ordinal))
            return (FullPath, relativePath);
        var end = relativePath.IndexOf('/', LinkedPrefix.Length) + 1;
        var (prefix, rest) = end > 0 ? (relativePath[..end], relativePath[end..]) : (relativePath + "/", "");
        return Linked.TryGetValue(prefix, out var folder) ? (folder, rest) : (FullPath, relativePath);
    }

    internal static bool IsBelow(string path, string root) =>
        path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? ReadMarker(string root)
    {
        try
        {
            return File.ReadAllText(Path.Join(root, MarkerName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Two processes may do this at once on a fresh machine: the marker that is in place first wins, and both read it back.
    private void WriteMarker()
    {
        Directory.CreateDirectory(FullPath);
        var text = $"""
            ComfyStudio keeps its images in this folder.
            Leave this file here: without it the studio takes the folder for a volume that was lost.
            id: {Guid.CreateVersion7(time.GetUtcNow()):N}

            """;
        var temporary = TemporaryFile.Create(FullPath, time);
        using (temporary)
        {
            temporary.Content.Write(System.Text.Encoding.UTF8.GetBytes(text));
            temporary.TryPublish(Path.Join(FullPath, MarkerName));
        }
    }
}
