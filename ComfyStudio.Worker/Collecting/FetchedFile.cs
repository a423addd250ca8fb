using ComfyStudio.Images;

namespace ComfyStudio.Worker.Collecting;

/// <summary>An engine's file in this worker's memory, and perhaps already on the disk where it will stand.</summary>
internal sealed class FetchedFile(MemoryStream content, StagedPicture? staged = null) : IDisposable
{
    private StagedPicture? _staged = staged;

    public MemoryStream Content => content;

    /// <summary>Null when it was not written ahead, or was taken before. Whoever takes it disposes it.</summary>
    public StagedPicture? TakeStaged() => Interlocked.Exchange(ref _staged, null);

    public void Dispose()
    {
        TakeStaged()?.Dispose();
        content.Dispose();
    }
}
