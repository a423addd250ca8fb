namespace ComfyStudio.Images.Storage;

/// <summary>A path with every link in it replaced by what it points at, like realpath(3), which .NET does not offer.</summary>
internal static class RealPath
{
    // As many as Linux follows before it answers ELOOP.
    private const int MaxLinks = 40;

    /// <returns>Null when links form a circle.</returns>
    internal static string? Of(string fullPath)
    {
        var path = fullPath;
        for (var links = 0; links <= MaxLinks; links++)
        {
            if (FollowFirstLink(path) is not { } followed)
                return path;
            path = followed;
        }

        return null;
    }

    /// <returns>The path with its first link replaced, or null when it has none.</returns>
    private static string? FollowFirstLink(string path)
    {
        var root = Path.GetPathRoot(path) ?? "";
        var segments = path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var current = root;
        for (var i = 0; i < segments.Length; i++)
        {
            var parent = current;
            current = Path.Join(current, segments[i]);
            if (new FileInfo(current).LinkTarget is { } target)
                return Path.GetFullPath(Path.Join([Path.GetFullPath(target, parent), .. segments[(i + 1)..]]));
        }

        return null;
    }
}
