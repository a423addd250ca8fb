using System.Globalization;
using System.Threading.Channels;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Videos;

namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>Plays the video of a frame as a film shows it: at the film's rate and size, whole in its middle, with its number where that is wanted.</summary>
internal sealed class ClipPlayer(Ffmpeg ffmpeg, ImageStore store, ImageRoot root, StagedFrames frames)
{
    /// <exception cref="ImageRootOfflineException">The images folder is away.</exception>
    internal async Task PlayAsync(ExportWork work, ExportFrame frame, FrameSize stage, ChannelWriter<PlayedPicture> pictures, CancellationToken cancellationToken)
    {
        var end = store.Resolve(frame.RelativePath!) is { } path
            ? await ffmpeg.ReadAsync(Arguments(path, stage, work.Rate), output => ReadAsync(work, frame, stage, output, pictures, cancellationToken), cancellationToken)
            : new FfmpegEnd(IsGood: false, "", "it is gone.");
        if (end.IsGood)
            return;
        root.Open();
        work.Warn(frame, $"its video breaks off and stands still from there: {end.Reason}");
    }

    private async Task ReadAsync(
        ExportWork work, ExportFrame frame, FrameSize stage, Stream output, ChannelWriter<PlayedPicture> pictures, CancellationToken cancellationToken)
    {
        using var canvas = new Canvas(stage.Width, stage.Height, Shade.Black);
        var whole = canvas.Memory.Length;
        while (await output.ReadAtLeastAsync(canvas.Memory, whole, throwOnEndOfStream: false, cancellationToken) == whole)
        {
            frames.BurnNumber(work, frame, canvas);
            await pictures.WriteAsync(new PlayedPicture(YuvFrame.Of(canvas), Times: 1), cancellationToken);
        }
    }

    private static IEnumerable<string> Arguments(string path, FrameSize stage, FrameRate rate) =>
    [
        .. VideoPosters.OnlyVideos, "-i", $"file:{path}", "-map", "0:v:0", "-an", "-sn", "-dn",
        "-vf", Invariant($"fps={rate.Pictures}/{rate.Seconds},scale={stage.Width}:{stage.Height}:force_original_aspect_ratio=decrease,pad={stage.Width}:{stage.Height}:(ow-iw)/2:(oh-ih)/2"),
        "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1",
    ];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
