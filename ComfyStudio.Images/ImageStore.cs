using System.Security.Cryptography;
using ComfyStudio.Images.Formats;
using ComfyStudio.Images.Metadata;
using ComfyStudio.Images.Storage;

namespace ComfyStudio.Images;

/// <summary>The images root on disk: the layout, atomic writes, and no path outside of it.</summary>
public sealed class ImageStore(ImageRoot root, TimeProvider time)
{
    /// <summary>
    /// Stores one finished image: temporary file on the same volume, flush, rename, then the sidecar the same way. Repeating it for
    /// the same job and output answers with the first file. Folders are made when missing.
    /// </summary>
    /// <exception cref="ImageRootOfflineException">The root or its marker vanished.</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be written; nothing is left behind.</exception>
    /// <exception cref="InvalidDataException">The content is no PNG, JPEG, WebP or GIF; nothing is left behind.</exception>
    public async Task<StoredImage> SaveAsync(NewImage image, Stream content, CancellationToken cancellationToken)
    {
        root.Open();
        var place = ImagePlace.Of(image, time.LocalTimeZone);
        var folder = Path.Join(root.FullPath, place.RelativeFolder);
        try
        {
            return FindStored(image, place, folder) ?? await StoreAsync(image, place, folder, content, cancellationToken);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"No permission to write below '{root.FullPath}'.", exception);
        }
    }

    /// <summary>Full path of a file below the root, links resolved and checked to stay there; null when it leaves the root or is missing.</summary>
    public string? Resolve(string relativePath) => root.Resolve(relativePath);

    /// <summary>Puts a thumbnail where <see cref="ThumbnailSpec.RelativePath"/> says, whole or not at all.</summary>
    /// <exception cref="ImageRootOfflineException">The root or its marker vanished.</exception>
    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    public async Task SaveThumbnailAsync(string relativePath, ReadOnlyMemory<byte> webp, CancellationToken cancellationToken)
    {
        root.RequireOnline();
        var path = Path.Join(root.FullPath, relativePath);
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        using var thumbnail = TemporaryFile.Create(folder, time);
        await thumbnail.Content.WriteAsync(webp, cancellationToken);
        // Not flushed into its folder: one that a power cut takes away is made again.
        thumbnail.MoveOver(path);
    }

    private static StoredImage? FindStored(NewImage image, ImagePlace place, string folder) =>
        place.Candidates.Select(name => FindStored(image, place, folder, name)).FirstOrDefault(stored => stored is not null);

    private static StoredImage? FindStored(NewImage image, ImagePlace place, string folder, string name) =>
        ReadSidecar(folder, name) is { } sidecar && IsOf(image, sidecar) && File.Exists(Path.Join(folder, sidecar.File))
            ? Stored(place, sidecar, alreadyStored: true)
            : null;

    private async Task<StoredImage> StoreAsync(
        NewImage image, ImagePlace place, string folder, Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        try
        {
            using var picture = TemporaryFile.Create(folder, time);
            var draft = await WriteAsync(image, picture.Content, content, cancellationToken);
            foreach (var name in place.Candidates)
            {
                if (await TryPlaceAsync(image, place, folder, picture, draft with { File = name + draft.File }) is { } stored)
                    return stored;
            }
        }
        catch
        {
            DeleteIfEmpty(folder);
            throw;
        }

        throw new IOException($"Both names for output {image.OutputIndex} of job {image.JobId} in '{place.RelativeFolder}' belong to other jobs.");
    }

    /// <returns>The sidecar to be, with only the extension as its file.</returns>
    private async Task<Sidecar> WriteAsync(NewImage image, FileStream file, Stream content, CancellationToken cancellationToken)
    {
        // What is no picture is found out by its first bytes, and not when all of it is on the disk.
        var sha256 = await HashedCopy.RunAsync(content, file, (piece, sofar) => sofar > piece.Length || ImageHeader.Sniff(piece) is not null, cancellationToken)
            ?? throw NoImage(image);
        var header = ImageHeader.Read(file) ?? throw NoImage(image);
        return new Sidecar
        {
            File = header.Extension,
            Sha256 = sha256,
            Bytes = file.Length,
            Width = header.Width,
            Height = header.Height,
            Output = image.OutputIndex,
            StoredAt = image.Making.Times?.StoredAt ?? time.GetUtcNow(),
            Making = image.Making with { JobId = image.JobId, IndexInGroup = image.IndexInGroup },
        };
    }

    private static InvalidDataException NoImage(NewImage image) =>
        new($"Output {image.OutputIndex} of job {image.JobId} is no PNG, JPEG, WebP or GIF.");

    /// <returns>Null when the name belongs to another image.</returns>
    private async Task<StoredImage?> TryPlaceAsync(NewImage image, ImagePlace place, string folder, TemporaryFile picture, Sidecar draft)
    {
        var path = Path.Join(folder, draft.File);
        var sidecarPath = Path.ChangeExtension(path, ".json");
        var known = ReadSidecar(folder, Path.GetFileNameWithoutExtension(path));
        if (known is null ? File.Exists(sidecarPath) : !IsOf(image, known))
            return null;
        if (known is not null && File.Exists(Path.Join(folder, known.File)))
            return Stored(place, known, alreadyStored: true);

        // Written before either is renamed, so that a full disk is met while nothing shows yet.
        using var notes = TemporaryFile.Create(folder, time);
        notes.Content.Write(draft.ToBytes());
        await Task.WhenAll(picture.FlushAsync(), notes.FlushAsync());
        await (image.ConfirmAsync?.Invoke() ?? Task.CompletedTask);
        if (!picture.TryMove(path))
            return Adopt(image, place, path, draft);
        notes.MoveOver(sidecarPath);
        // One for both: a sidecar that outlived a power cut alone counts for nothing, and the next try writes the picture again.
        FolderFlush.Flush(folder);
        return Stored(place, draft, alreadyStored: false);
    }

    // An image without a sidecar: an earlier run of this job ended between the two, or another one is between them now.
    private StoredImage? Adopt(NewImage image, ImagePlace place, string path, Sidecar draft)
    {
        using var file = File.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        if (sha256 != draft.Sha256 && !PngText.Read(file).Values.Any(text => text.Contains(image.JobId, StringComparison.Ordinal)))
            return null;
        if (ImageHeader.Read(file) is not { } header)
            return null;
        var adopted = draft with { Sha256 = sha256, Bytes = file.Length, Width = header.Width, Height = header.Height };
        using var notes = TemporaryFile.Create(Path.GetDirectoryName(path)!, time);
        notes.Content.Write(adopted.ToBytes());
        notes.PublishOver(Path.ChangeExtension(path, ".json"));
        return Stored(place, adopted, alreadyStored: true);
    }

    private static Sidecar? ReadSidecar(string folder, string name) => Sidecar.Read(Path.Join(folder, name + ".json"));

    private static bool IsOf(NewImage image, Sidecar sidecar) =>
        sidecar.Making?.JobId == image.JobId && sidecar.Output == image.OutputIndex;

    private static StoredImage Stored(ImagePlace place, Sidecar sidecar, bool alreadyStored)
    {
        var relativePath = $"{place.RelativeFolder}/{sidecar.File}";
        return new StoredImage(
            ImageId.Of(relativePath), relativePath, sidecar.Sha256 ?? "", sidecar.Bytes, sidecar.Width, sidecar.Height, alreadyStored);
    }

    private static void DeleteIfEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Other images live there.
        }
    }
}

/// <summary>What decides where a new image goes.</summary>
/// <param name="GroupCreatedAt">Names the folder, so that images of one group stand together.</param>
/// <param name="GroupKey">Short id of the group, for the folder's name.</param>
/// <param name="JobId">With the output index: the name of this output for ever.</param>
/// <param name="Extension">With the dot, of the engine's file. The stored file gets the one that fits its content.</param>
/// <param name="Making">Goes into the sidecar.</param>
public sealed record NewImage(
    DateTimeOffset GroupCreatedAt, string GroupKey, string JobId, int IndexInGroup, int OutputIndex, string Extension, ImageMaking Making)
{
    /// <summary>The folder of a batch or a sequence; null for one of the group's day.</summary>
    public ImageShelf? Shelf { get; init; }

    /// <summary>Asked when everything is on the disk, right before it shows. What this throws is passed on, and nothing is left behind.</summary>
    public Func<Task>? ConfirmAsync { get; init; }
}

/// <summary>A folder for images that belong together, and perhaps a name in it. Whatever stands in either, both stay below the root.</summary>
/// <param name="Kind">Names the folder that it is in, <c>batches</c>.</param>
/// <param name="Id">Names the folder itself.</param>
/// <param name="Name">The file's name without its extension; null for one made of the index and the seed.</param>
public sealed record ImageShelf(string Kind, string Id, string? Name)
{
    public const string Batches = "batches";
    public const string Sequences = "sequences";
}

public sealed record StoredImage(ImageId Id, string RelativePath, string Sha256, long Bytes, int Width, int Height, bool AlreadyStored);

/// <summary>The images root, or the volume it lies on, is not there. Never to be taken for "all images were deleted".</summary>
public sealed class ImageRootOfflineException : IOException
{
    public ImageRootOfflineException()
    {
    }

    public ImageRootOfflineException(string message)
        : base(message)
    {
    }

    public ImageRootOfflineException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
