using System.Globalization;
using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Videos;

namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>Makes a video of pixels that we hand to ffmpeg: it opens no file but the one it writes.</summary>
internal sealed class FilmEncoder(Ffmpeg ffmpeg)
{
    // Looking a few pictures ahead, it sees that a shot is held: it draws the first of it well and hardly touches the rest,
    // which makes the file a third as large in two thirds of the time.
    private static readonly string[] Held = ["-x264-params", "mbtree=1:rc-lookahead=10"];

    /// <param name="write">Writes the pixels of every picture, one after the other.</param>
    /// <exception cref="ExportProblemException">It refused.</exception>
    /// <exception cref="FfmpegMissingException">There is none.</exception>
    internal async Task EncodeAsync(string path, FrameSize size, FrameRate rate, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var end = await ffmpeg.RunAsync(
        [
            "-protocol_whitelist", "pipe", "-format_whitelist", "rawvideo",
            "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", Invariant($"{size.Width}x{size.Height}"), "-r", Invariant($"{rate.Pictures}/{rate.Seconds}"), "-i", "pipe:0",
            "-an", "-sn", "-dn", "-c:v", "libx264", "-preset", "superfast", "-tune", "stillimage", "-crf", "21", .. Held, "-pix_fmt", "yuv420p",
            "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
            "-movflags", "+faststart", "-f", "mp4", "-y", $"file:{path}",
        ], write, cancellationToken);
        if (!end.IsGood)
            throw new ExportProblemException(Explain(end.Complaint), end.Broken);
    }

    private static string Explain(string complaint) => complaint.Contains("Unknown encoder", StringComparison.Ordinal)
        ? "This ffmpeg cannot write H.264: it was built without libx264. Install one that has it (Debian: apt-get install ffmpeg), then export again."
        : $"ffmpeg could not write the video: {(complaint.Length > 0 ? complaint : "it does not say why.")}";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
