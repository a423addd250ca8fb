using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>How many pictures of a video each shot gets: rounded against the whole, so that fifty shots do not drift from their times.</summary>
internal sealed class FrameClock(FrameRate rate)
{
    private long _milliseconds;

    /// <summary>To all shots so far.</summary>
    internal long Given { get; private set; }

    /// <returns>One at least.</returns>
    internal int Take(int durationMs)
    {
        _milliseconds += durationMs;
        var count = Math.Max(1, (int)(rate.Count(_milliseconds) - Given));
        Given += count;
        return count;
    }

    /// <summary>How many of a shot's last pictures turn into the next.</summary>
    /// <param name="count">What the shot has.</param>
    internal int Fade(int fadeMs, int count) => (int)Math.Min(rate.Count(fadeMs), count);
}
