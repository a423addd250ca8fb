using System.Threading.Channels;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;
using ComfyStudio.Images.Formats;
using ComfyStudio.Thumbnailer.Exports.Frames;

namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>Plays an animated WebP or GIF as a film shows it: once, each of its pictures as long as the others.</summary>
internal sealed class AnimationPlayer(StagedFrames frames)
{
    // To reach a picture, all before it are decoded: so some are fetched at once.
    private const int AtOnce = 8;

    /// <exception cref="ImageRootOfflineException">The images folder is away.</exception>
    internal async Task PlayAsync(
        ExportWork work, ExportFrame frame, FrameSize stage, MovingPicture animation, ChannelWriter<PlayedPicture> pictures, CancellationToken cancellationToken)
    {
        var (count, length) = (animation.Frames ?? 0, animation.Duration ?? TimeSpan.Zero);
        var (met, given) = (0, 0L);
        while (met < count)
        {
            var some = await frames.MakePagesAsync(work, frame, stage, new PageRange(met, Math.Min(AtOnce, count - met)), YuvFrame.Of, cancellationToken);
            if (some.Count == 0)
                return;
            foreach (var picture in some)
            {
                var end = work.Rate.Count((long)(length.TotalMilliseconds * ++met / count));
                await HandOverAsync(picture, (int)(end - given), pictures, cancellationToken);
                given = end;
            }
        }
    }

    // One that is shorter than a picture of the film may not be seen at all.
    private static ValueTask HandOverAsync(YuvFrame picture, int times, ChannelWriter<PlayedPicture> pictures, CancellationToken cancellationToken)
    {
        if (times > 0)
            return pictures.WriteAsync(new PlayedPicture(picture, times), cancellationToken);
        picture.Dispose();
        return ValueTask.CompletedTask;
    }
}
