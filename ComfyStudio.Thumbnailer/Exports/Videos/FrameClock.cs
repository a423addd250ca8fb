namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>How many pictures of a video each shot gets: rounded against the whole, so that fifty shots do not drift from their times.</summary>
internal sealed class FrameClock(int fps)
{
    private long _milliseconds;
    private long _given;

    /// <returns>One at least.</returns>
    internal int Take(int durationMs)
    {
        _milliseconds += durationMs;
        var count = Math.Max(1, (int)(Rounded(_milliseconds) - _given));
        _given += count;
        return count;
    }

    internal int Count(int durationMs) => (int)Rounded(durationMs);

    private long Rounded(long milliseconds) => ((milliseconds * fps) + 500) / 1000;
}
