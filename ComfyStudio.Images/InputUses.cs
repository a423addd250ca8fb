using System.IO.Enumeration;
using System.Text.RegularExpressions;
using ComfyStudio.Images.Gallery;

namespace ComfyStudio.Images;

/// <summary>
/// Which uploads (<see cref="InputFiles"/>) are named by files: sidecars, stories, exports and templates by their text, pictures by the graph that
/// they hold, so that each of them can be made again; in the trash as well as beside it.
/// </summary>
public sealed partial class InputUses(ImageRoot root)
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device,
    };

    /// <summary>Below the root, in the folders of other programs that it shows, and in those named besides.</summary>
    /// <exception cref="ImageRootOfflineException">The images root vanished.</exception>
    /// <exception cref="IOException">Something cannot be read, or one of the folders is away: it may name any upload.</exception>
    public IEnumerable<string> Read(IEnumerable<string> besides, CancellationToken cancellationToken)
    {
        root.RequireOnline();
        foreach (var path in root.Linked.Values.Append(root.FullPath).Concat(besides).SelectMany(Files))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var id in IdsIn(TextOf(path)))
                yield return id;
        }
    }

    /// <summary>What looks like the id of an upload.</summary>
    public static IEnumerable<string> IdsIn(string? text) => text is null ? [] : Id().Matches(text).Select(match => match.Value);

    private static FileSystemEnumerable<string> Files(string folder) => new(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), Everything)
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && (IsJson(entry.FileName) || GalleryListing.IsImageName(entry.FileName)),
        ShouldRecursePredicate = (ref FileSystemEntry entry) => entry.FileName is not ".thumbnails",
    };

    // A file may go while the folder is read: then it names nothing any more.
    private static string? TextOf(string path)
    {
        try
        {
            return IsJson(path) ? File.ReadAllText(path) : ImageFileReader.ReadGraph(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static bool IsJson(ReadOnlySpan<char> path) => Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Id();
}
