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
    public Task<StoredImage> SaveAsync(NewImage image, Stream content, CancellationToken cancellationToken) => SaveAsync(
        image,
        async (place, folder) =>
        {
            using var picture = await WriteAsync(image, folder, content, cancellationToken);
            return await PlaceAsync(image, place, folder, picture);
        });

    /// <summary>The same for a picture that was written ahead by <see cref="StageAsync"/>.</summary>
    /// <exception cref="ImageRootOfflineException">The root or its marker vanished.</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be written; nothing is left behind once the picture is disposed.</exception>
    public Task<StoredImage> SaveAsync(NewImage image, StagedPicture picture) =>
        SaveAsync(image, (place, folder) => PlaceAsync(image, place, folder, picture));

    /// <summary>Writes a picture ahead, while it is not certain yet that it may be shown. What decides its folder must be known already.</summary>
    /// <inheritdoc cref="SaveAsync(NewImage, Stream, CancellationToken)" path="/exception"/>
    public Task<StagedPicture> StageAsync(NewImage image, Stream content, CancellationToken cancellationToken) =>
        InFolderOf(image, (_, folder) => WriteAsync(image, folder, content, cancellationToken));

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

    private Task<StoredImage> SaveAsync(NewImage image, Func<ImagePlace, string, Task<StoredImage>> store) => InFolderOf(
        image, async (place, folder) => FindStored(image, place, folder) ?? await store(place, folder));

    private async Task<T> InFolderOf<T>(NewImage image, Func<ImagePlace, string, Task<T>> work)
    {
        root.Open();
        var place = ImagePlace.Of(image, time.LocalTimeZone);
        try
        {
            return await work(place, Path.Join(root.FullPath, place.RelativeFolder));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"No permission to write below '{root.FullPath}'.", exception);
        }
    }

    private static StoredImage? FindStored(NewImage image, ImagePlace place, string folder) =>
        place.Candidates.Select(name => FindStored(image, place, folder, name)).FirstOrDefault(stored => stored is not null);

    private static StoredImage? FindStored(NewImage image, ImagePlace place, string folder, string name) =>
        ReadSidecar(folder, name) is { } sidecar && IsOf(image, sidecar) && File.Exists(Path.Join(folder, sidecar.File))
            ? Stored(place, sidecar, alreadyStored: true)
            : null;

    private async Task<StoredImage> PlaceAsync(NewImage image, ImagePlace place, string folder, StagedPicture picture)
    {
        var draft = SidecarOf(image, picture);
        foreach (var name in place.Candidates)
        {
            if (await TryPlaceAsync(image, place, folder, picture, draft with { File = name + draft.File }) is { } stored)
                return stored;
        }

        throw new IOException($"Both names for output {image.OutputIndex} of job {image.JobId} in '{place.RelativeFolder}' belong to other jobs.");
    }

    private async Task<StagedPicture> WriteAsync(NewImage image, string folder, Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        TemporaryFile? file = null;
        try
        {
            file = TemporaryFile.Create(folder, time);
            // What is no picture is found out by its first bytes, and not when all of it is on the disk.
            var sha256 = await HashedCopy.RunAsync(
                content, file.Content, (piece, sofar) => sofar > piece.Length || ImageHeader.Sniff(piece) is not null, cancellationToken) ?? throw NoImage(image);
            return new StagedPicture(file, folder, sha256, ImageHeader.Read(file.Content) ?? throw NoImage(image));
        }
        catch
        {
            file?.Dispose();
            StagedPicture.DeleteIfEmpty(folder);
            throw;
        }
    }

    /// <returns>With only the extension as its file.</returns>
    private Sidecar SidecarOf(NewImage image, StagedPicture picture) => new()
    {
        File = picture.Header.Extension,
        Sha256 = picture.Sha256,
        Bytes = picture.Bytes,
        Width = picture.Header.Width,
        Height = picture.Header.Height,
        Output = image.OutputIndex,
        StoredAt = image.Making.Times?.StoredAt ?? time.GetUtcNow(),
        Making = image.Making with { JobId = image.JobId, IndexInGroup = image.IndexInGroup },
    };

    private static InvalidDataException NoImage(NewImage image) =>
        new($"Output {image.OutputIndex} of job {image.JobId} is no PNG, JPEG, WebP or GIF.");

    /// <returns>Null when the name belongs to another image.</returns>
    private async Task<StoredImage?> TryPlaceAsync(NewImage image, ImagePlace place, string folder, StagedPicture picture, Sidecar draft)
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
        await Task.WhenAll(picture.Flushed, notes.FlushAsync());
        await (image.ConfirmAsync?.Invoke() ?? Task.CompletedTask);
        if (!picture.File.TryMove(path))
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
}

/// <summary>What decides where a new image goes.</summary>
/// <param name="GroupCreatedAt">Names the folder, so that images of one group stand together.</param>
/// <param name="GroupKey">Short id of the group, for the folder's name.</param>
/// <param name="JobId">With the output index: the name of this output for ever.</param>
/// <param name="Making">Goes into the sidecar.</param>
public sealed record NewImage(
    DateTimeOffset GroupCreatedAt, string GroupKey, string JobId, int IndexInGroup, int OutputIndex, ImageMaking Making)
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
