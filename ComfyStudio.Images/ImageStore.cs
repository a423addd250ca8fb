namespace ComfyStudio.Images;

/// <summary>The images root on disk: the layout, atomic writes, and no path outside of it.</summary>
public sealed class ImageStore
{
    /// <summary>
    /// Stores one finished image: temporary file on the same volume, flush, rename, then the sidecar the same way. Repeating it for
    /// the same job and output answers with the first file. Folders are made when missing.
    /// </summary>
    /// <exception cref="ImageRootOfflineException">The root or its marker vanished.</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be written; nothing is left behind.</exception>
    public Task<StoredImage> SaveAsync(NewImage image, Stream content, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Full path of a file below the root, links resolved and checked to stay there; null when it leaves the root or is missing.</summary>
    public string? Resolve(string relativePath) => throw new NotImplementedException();
}

/// <summary>What decides where a new image goes.</summary>
/// <param name="GroupCreatedAt">Names the folder, so that images of one group stand together.</param>
/// <param name="GroupKey">Short id of the group, for the folder's name.</param>
/// <param name="JobId">With the output index: the name of this output for ever.</param>
/// <param name="Extension">With the dot, of the engine's file.</param>
/// <param name="Making">Goes into the sidecar.</param>
public sealed record NewImage(
    DateTimeOffset GroupCreatedAt, string GroupKey, string JobId, int IndexInGroup, int OutputIndex, string Extension, ImageMaking Making);

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
