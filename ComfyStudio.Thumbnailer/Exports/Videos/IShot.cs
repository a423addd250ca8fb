namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>What is seen of a frame in a film.</summary>
internal interface IShot : IAsyncDisposable
{
    int DurationMs { get; }

    /// <returns>What is seen next, for as long as anybody asks: it belongs to the shot and is good until the next call.</returns>
    ValueTask<YuvFrame> NextAsync(CancellationToken cancellationToken);
}
