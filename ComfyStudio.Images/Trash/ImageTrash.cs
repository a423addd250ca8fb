using System.Globalization;
using ComfyStudio.Images.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Images.Trash;

/// <summary>
/// Where deleted images stay until their time is over: moved, never copied, into a hidden folder below the root, each deletion by itself. A
/// process that ends in the middle loses and doubles nothing: the next start ends what was begun.
/// </summary>
public sealed partial class ImageTrash(ImageRoot root, IOptions<TrashOptions> options, TimeProvider time, ILogger<ImageTrash> logger)
{
    private readonly Lock _gate = new();

    /// <summary>Called before every change on the disk: where a test ends the process.</summary>
    internal Action BeforeStep { get; init; } = () => { };

    /// <summary>Moves these images, with what lies beside them, out of the gallery; not those of folders that are only shown.</summary>
    /// <exception cref="ImageRootOfflineException">The root is away; nothing was moved.</exception>
    /// <exception cref="IOException">A file cannot be moved. What was moved is in the trash; the rest follows, or can be taken back.</exception>
    public TrashedItem Move(IReadOnlyList<ImageRecord> images)
    {
        lock (_gate)
        {
            root.RequireOnline();
            var now = time.GetUtcNow();
            var stems = images.Select(image => image.RelativePath).ToHashSet(StringComparer.Ordinal);
            var manifest = new TrashManifest(now, [.. images.Index().Select(image => Describe(image.Index, image.Item, stems)).OfType<TrashedImage>()]);
            var folder = Open(Guid.CreateVersion7(now).ToString("N"));
            if (manifest.Images.Count > 0)
            {
                folder.Begin(manifest);
                folder.Fill(manifest);
            }

            return Item(folder.Id, manifest);
        }
    }

    /// <returns>Relative paths of the images that are back; null when there is no such deletion.</returns>
    public IReadOnlyList<string>? Restore(string id)
    {
        lock (_gate)
            return Find(id) is { } folder && !folder.IsPurging && folder.Read() is { } manifest ? folder.GiveBack(manifest) : null;
    }

    /// <summary>Deletes for ever.</summary>
    /// <returns>False when there is no such deletion.</returns>
    public bool Purge(string id)
    {
        lock (_gate)
        {
            if (Find(id) is not { } folder || folder.Read() is not { } manifest)
                return false;
            folder.Throw(manifest);
            return true;
        }
    }

    /// <summary>The latest first.</summary>
    public IReadOnlyList<TrashedItem> List()
    {
        lock (_gate)
        {
            root.RequireOnline();
            return [.. Folders().Where(folder => !folder.IsPurging && !folder.IsRestoring)
                .Select(folder => folder.Read() is { } manifest ? Item(folder.Id, manifest) : null).OfType<TrashedItem>()];
        }
    }

    /// <summary>Full path of the small picture of one of them; null where there is none.</summary>
    public string? FindThumbnail(string id, int image)
    {
        lock (_gate)
            return Find(id)?.Find(string.Create(CultureInfo.InvariantCulture, $"{image:0000}{TrashFolder.ThumbnailEnd}"));
    }

    /// <summary>Ends what an earlier process left half done, and deletes what is past its time.</summary>
    /// <returns>Relative paths of images that came back.</returns>
    internal IReadOnlyList<string> Tidy()
    {
        lock (_gate)
        {
            if (!root.IsOnline)
                return [];
            var back = new List<string>();
            foreach (var folder in Folders())
                back.AddRange(Tidy(folder));
            return back;
        }
    }

    private IReadOnlyList<string> Tidy(TrashFolder folder)
    {
        if (folder.IsAtRest && !IsOver(folder.Id))
            return [];
        var manifest = folder.Read();
        if (manifest is null)
        {
            folder.DeleteRest();
        }
        else if (folder.IsRestoring)
        {
            LogFinishing(folder.Id);
            return folder.GiveBack(manifest);
        }
        else if (folder.IsPurging || IsOver(folder.Id))
        {
            folder.Throw(manifest);
        }
        else
        {
            LogFinishing(folder.Id);
            folder.Fill(manifest);
        }

        return [];
    }

    private TrashedItem Item(string id, TrashManifest manifest) => new(
        id, manifest.DeletedAt, manifest.DeletedAt.AddDays(options.Value.TrashDays), manifest.Images);

    // The time stands in the id.
    private bool IsOver(string id) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
            .AddDays(options.Value.TrashDays) <= time.GetUtcNow();

    private TrashedImage? Describe(int i, ImageRecord image, HashSet<string> deleted)
    {
        if (root.IsReadOnly(image.RelativePath) || root.Resolve(image.RelativePath) is null)
            return null;
        var name = string.Create(CultureInfo.InvariantCulture, $"{i:0000}");
        List<TrashedFile?> files =
        [
            FileOf(name + Path.GetExtension(image.RelativePath), image.RelativePath),
            .. Beside(image.RelativePath, deleted).Select(path => FileOf(name + Path.GetExtension(path), path)),
            FileOf(name + TrashFolder.ThumbnailEnd, ThumbnailSpec.RelativePath(image.RelativePath, ThumbnailSpec.Sizes[0], image.Version)) is { } small ? small with { IsThumbnail = true } : null,
        ];
        return new TrashedImage(image.RelativePath, image.Width, image.Height, image.CreatedAt, image.Making?.Prompt, [.. files.OfType<TrashedFile>()]);
    }

    // One that tells of two images of the same name stays with the one that stays.
    private IEnumerable<string> Beside(string relativePath, HashSet<string> deleted)
    {
        var isShared = Gallery.GalleryListing.Extensions.Select(extension => Path.ChangeExtension(relativePath, extension))
            .Any(other => other != relativePath && !deleted.Contains(other) && File.Exists(Path.Join(root.FullPath, other)));
        var json = Path.ChangeExtension(relativePath, ".json");
        if (!isShared || Sidecar.Read(Path.Join(root.FullPath, json))?.File == Path.GetFileName(relativePath))
            yield return json;
        if (!isShared)
            yield return Path.ChangeExtension(relativePath, ".txt");
    }

    private TrashedFile? FileOf(string name, string relativePath) =>
        new FileInfo(Path.Join(root.FullPath, relativePath)) is { Exists: true } file
            ? new TrashedFile(name, relativePath, file.Length, file.LastWriteTimeUtc.Ticks)
            : null;

    private TrashFolder? Find(string id)
    {
        root.RequireOnline();
        return IsId(id) && Directory.Exists(Path.Join(root.FullPath, TrashFolder.Name, id)) ? Open(id) : null;
    }

    private IEnumerable<TrashFolder> Folders()
    {
        var trash = Path.Join(root.FullPath, TrashFolder.Name);
        return Directory.Exists(trash)
            ? Directory.GetDirectories(trash).Select(folder => Path.GetFileName(folder)).Where(IsId).OrderDescending(StringComparer.Ordinal).Select(Open)
            : [];
    }

    private TrashFolder Open(string id) => new(root, id, time, BeforeStep);

    private static bool IsId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    [LoggerMessage(LogLevel.Information, "Deletion {TrashId} was begun before the last start and is brought to its end")]
    private partial void LogFinishing(string trashId);
}

/// <summary>One deletion.</summary>
public sealed record TrashedItem(string Id, DateTimeOffset DeletedAt, DateTimeOffset ExpiresAt, IReadOnlyList<TrashedImage> Images)
{
    public long Bytes => Images.Sum(image => image.Files.Sum(file => file.Bytes));
}
