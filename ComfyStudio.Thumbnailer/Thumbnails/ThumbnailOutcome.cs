namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>What became of the wish for an image's thumbnails.</summary>
internal abstract record ThumbnailOutcome
{
    private ThumbnailOutcome()
    {
    }

    /// <summary>Every size is on the disk.</summary>
    internal sealed record Ready : ThumbnailOutcome;

    /// <summary>There is no such image.</summary>
    internal sealed record Missing : ThumbnailOutcome;

    /// <summary>The file is no image that can be read, and will not be tried again until it changes.</summary>
    internal sealed record Damaged(string Reason) : ThumbnailOutcome;

    /// <summary>Too many wait already.</summary>
    internal sealed record Busy : ThumbnailOutcome;

    /// <summary>The images folder is away.</summary>
    internal sealed record Offline(string Reason) : ThumbnailOutcome;
}
