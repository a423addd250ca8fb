namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>A picture that is held.</summary>
internal sealed class StillShot(int durationMs, YuvFrame picture) : IShot
{
    public int DurationMs => durationMs;

    public ValueTask<YuvFrame> NextAsync(CancellationToken cancellationToken) => ValueTask.FromResult(picture);

    public ValueTask DisposeAsync()
    {
        picture.Dispose();
        return ValueTask.CompletedTask;
    }
}
