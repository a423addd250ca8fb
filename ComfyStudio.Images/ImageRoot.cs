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

    private readonly Lock _gate = new();

    // Known from the start where it can be: a root that vanishes before anything is written to it has vanished, too.
    private string? _identity = ReadMarker(options.Value.FullRoot);

    /// <summary>Full path, without a separator at the end.</summary>
    public string FullPath { get; } = options.Value.FullRoot;

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
        var full = Path.GetFullPath(Path.Join(FullPath, relativePath));
        if (!IsBelow(full, FullPath))
            return null;
        return RealPath.Of(FullPath) is { } realRoot && RealPath.Of(full) is { } real && IsBelow(real, realRoot) && File.Exists(real)
            ? real
            : null;
    }

    internal string RelativeOf(string fullPath) => Path.GetRelativePath(FullPath, fullPath).Replace(Path.DirectorySeparatorChar, '/');

    private static bool IsBelow(string path, string root) =>
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
