using ComfyStudio.Images.Formats;
using ComfyStudio.Images.Storage;

namespace ComfyStudio.Images;

/// <summary>
/// A picture that is written in the folder where it will stand, and shown to nobody. Disposed before it was saved, it leaves nothing behind.
/// </summary>
public sealed class StagedPicture : IDisposable
{
    private readonly string _folder;

    internal StagedPicture(TemporaryFile file, string folder, string sha256, ImageHeader header)
    {
        (File, _folder, Sha256, Header) = (file, folder, sha256, header);
        Bytes = file.Content.Length;
        // Begun now: until it is to be shown, the disk may be done with it.
        Flushed = file.FlushAsync();
    }

    internal TemporaryFile File { get; }
    internal string Sha256 { get; }
    internal ImageHeader Header { get; }
    internal long Bytes { get; }

    /// <summary>Ends when it is on the disk, and not only in its cache.</summary>
    internal Task Flushed { get; }

    /// <summary>Takes the folder away, too, that was made for it alone.</summary>
    public void Dispose()
    {
        File.Dispose();
        if (!File.IsPlaced)
            DeleteIfEmpty(_folder);
    }

    internal static void DeleteIfEmpty(string folder)
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
