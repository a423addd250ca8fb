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
internal sealed record GalleryFile(string RelativePath, FileStamp Image, FileStamp? Json, FileStamp? Text)
{
    /// <summary>Another number when a file beside the image came, changed or went. The same in every process, for it is kept on disk.</summary>
    internal long BesideStamp => Mix(Mix(17, Json), Text);

    private static long Mix(long before, FileStamp? stamp) =>
        unchecked((((before * 1_000_003) + (stamp?.Bytes ?? -1)) * 1_000_003) + (stamp?.ModifiedTicks ?? -1));
}
