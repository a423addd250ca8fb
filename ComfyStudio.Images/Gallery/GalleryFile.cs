namespace ComfyStudio.Images.Gallery;

/// <summary>What changes when a file does.</summary>
internal readonly record struct FileStamp(long Bytes, long ModifiedTicks)
{
    internal static FileStamp? Of(string path) =>
        new FileInfo(path) is { Exists: true } file ? new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks) : null;

    internal DateTimeOffset ModifiedAt => new(ModifiedTicks, TimeSpan.Zero);
}

/// <summary>An image as a listing of its folder shows it, with the files beside it that tell of its making.</summary>
/// <param name="Json">Of the <c>.json</c> with the same name.</param>
/// <param name="Text">Of the <c>.txt</c> with the same name.</param>
internal sealed record GalleryFile(string RelativePath, FileStamp Image, FileStamp? Json, FileStamp? Text);
