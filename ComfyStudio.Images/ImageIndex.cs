namespace ComfyStudio.Images;

/// <summary>What the gallery shows, derived from the files and kept in memory.</summary>
public sealed class ImageIndex
{
    /// <summary>Reads the whole root again; called at start and by the sweep.</summary>
    public Task ScanAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Reads one file, new or changed; null when it is no image.</summary>
    public Task<ImageRecord?> AddAsync(string relativePath, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ImageRecord? Find(ImageId id) => throw new NotImplementedException();

    /// <summary>Newest first, those after the cursor.</summary>
    public ImagePage List(ImageFilter filter, ImageCursor? after, int limit) => throw new NotImplementedException();

    public ImageIndexStatus Status => throw new NotImplementedException();
}

/// <param name="Words">All must occur in prompt, model or file name, without regard to case; null for all images.</param>
public sealed record ImageFilter(string? Words = null, string? JobId = null, string? GroupId = null);

/// <summary>Where a page ends: keyset paging by time, then id.</summary>
public sealed record ImageCursor(DateTimeOffset CreatedAt, ImageId Id);

/// <param name="Count">Matches in all, not only on this page.</param>
/// <param name="TotalBytes">Of all matches.</param>
public sealed record ImagePage(IReadOnlyList<ImageRecord> Items, ImageCursor? Next, int Count, long TotalBytes);

/// <param name="Online">False while the root or its marker is missing.</param>
/// <param name="Unreadable">Files that look like images and are not.</param>
public sealed record ImageIndexStatus(bool Online, bool Scanning, int Count, long TotalBytes, int Unreadable, DateTimeOffset? ScannedAt);
