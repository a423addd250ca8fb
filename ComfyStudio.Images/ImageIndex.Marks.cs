namespace ComfyStudio.Images;

// What people noted of images is kept elsewhere, by content; the index only knows it for lists and counts.
public sealed partial class ImageIndex
{
    /// <summary>The hash of an image's content, computed when nobody did so far; null when the file is not there.</summary>
    public async Task<ContentHash?> HashAsync(ImageId id, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } record)
            return null;
        if (record.Content is { } known)
            return known;
        if (root.Resolve(record.RelativePath) is not { } path)
            return null;
        await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var hash = await ContentHash.OfAsync(content, cancellationToken);
        _catalog.SetContent(id, record.Version, hash);
        return hash;
    }

    /// <summary>The image that has this content already; null when none does. Files of that size that nobody hashed are hashed for it.</summary>
    public async Task<ImageRecord?> FindContentAsync(ContentHash content, long bytes, CancellationToken cancellationToken)
    {
        foreach (var id in _catalog.WithSize(bytes))
        {
            try
            {
                if (await HashAsync(id, cancellationToken) == content)
                    return Find(id);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It went, or nobody may read it: then nobody can say that it is the same.
            }
        }

        return null;
    }

    /// <summary>
    /// Notes what people say of contents, for the images that have them now or will; null marks forget. Nothing is stored here: whoever
    /// keeps the marks tells them again after a start.
    /// </summary>
    /// <returns>The images that changed by it.</returns>
    public IReadOnlyList<ImageRecord> SetMarks(IReadOnlyCollection<MarkedContent> contents) => _catalog.SetMarks(contents);

    public IReadOnlyList<ImageRecord> SetMarks(ContentHash content, long bytes, ImageMarks? marks) => SetMarks([new MarkedContent(content, bytes, marks)]);
}

/// <param name="Bytes">The size of the content: a file of that size that nobody hashed is hashed, for it may be one that was moved.</param>
/// <param name="Marks">Null for none any more.</param>
public sealed record MarkedContent(ContentHash Content, long Bytes, ImageMarks? Marks);
