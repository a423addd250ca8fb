using System.Globalization;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Videos;
using ComfyStudio.Thumbnailer.Videos;

namespace ComfyStudio.Thumbnailer.Exports.Timelines;

/// <summary>Editors refuse a clip that is longer than its file, or show black: a video has to last as long as its shot is seen.</summary>
internal sealed class VideoLengths(Player player, ImageStore store)
{
    /// <returns>Whether it does. Where it does not, that is told.</returns>
    internal async Task<bool> SufficesAsync(ExportWork work, ExportFrame frame, CancellationToken cancellationToken)
    {
        var fadeIn = frame == work.Order.Frames[0] ? 0 : work.Settings.FadeMs;
        var (length, seen) = (await LengthAsync(frame, cancellationToken), TimeSpan.FromMilliseconds(frame.DurationMs + fadeIn));
        if (length >= seen)
            return true;
        work.Warn(frame, string.Create(
            CultureInfo.InvariantCulture,
            $"its video lasts {length.TotalSeconds:0.##} s and is seen for {seen.TotalSeconds:0.##} s, so a picture of it is in the timeline; the video lies beside it."));
        return false;
    }

    private async Task<TimeSpan> LengthAsync(ExportFrame frame, CancellationToken cancellationToken)
    {
        if (store.Resolve(frame.RelativePath!) is not { } path)
            return TimeSpan.Zero;
        try
        {
            return (await player.PlayAsync(path, VideoPosters.OnlyVideos, "0:v:0", cancellationToken)).Length;
        }
        catch (TimeoutException)
        {
            // What takes minutes to play is longer than a shot.
            return TimeSpan.MaxValue;
        }
    }
}
