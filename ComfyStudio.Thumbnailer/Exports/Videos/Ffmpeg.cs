using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using ComfyStudio.Images;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Thumbnails;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>
/// ffmpeg as an encoder of pixels that we hand it: it opens no file but the one it writes, gets no word that somebody wrote, and ends when
/// its input does, even when this process is killed.
/// </summary>
internal sealed class Ffmpeg(IOptions<ThumbnailOptions> options)
{
    private const int MostSaid = 4000;

    /// <param name="write">Writes the pixels of every picture, one after the other.</param>
    /// <exception cref="ExportProblemException">There is no ffmpeg, or it refused.</exception>
    internal async Task EncodeAsync(string path, FrameSize size, int fps, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        using var ffmpeg = Start(path, size, fps);
        try
        {
            var said = ReadAsync(ffmpeg.StandardError, cancellationToken);
            var broken = await TryWriteAsync(ffmpeg, write);
            var words = await said;
            await ffmpeg.WaitForExitAsync(cancellationToken);
            if (broken is not null || ffmpeg.ExitCode != 0)
                throw new ExportProblemException(Explain(words), broken);
        }
        finally
        {
            await EndAsync(ffmpeg);
        }
    }

    private Process Start(string path, FrameSize size, int fps)
    {
        var start = new ProcessStartInfo(options.Value.Ffmpeg) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[
            "-nostdin", "-hide_banner", "-v", "error", "-protocol_whitelist", "pipe", "-format_whitelist", "rawvideo",
            "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", Invariant($"{size.Width}x{size.Height}"), "-r", Invariant($"{fps}"), "-i", "pipe:0",
            "-an", "-sn", "-dn", "-c:v", "libx264", "-preset", "superfast", "-tune", "stillimage", "-crf", "21", "-pix_fmt", "yuv420p",
            "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
            "-movflags", "+faststart", "-f", "mp4", "-y", $"file:{path}",
        ])
            start.ArgumentList.Add(argument);
        try
        {
            var ffmpeg = Process.Start(start)!;
            ffmpeg.StandardOutput.Close();
            return ffmpeg;
        }
        catch (Win32Exception exception)
        {
            throw new ExportProblemException(
                "Videos need ffmpeg, which is not installed. Install it (Debian: apt-get install ffmpeg), or name it in the setting Thumbnails:Ffmpeg, then export again. "
                + "Animated WebP and GIF need no ffmpeg.",
                exception);
        }
    }

    /// <returns>What broke the pipe: ffmpeg ended, and says why itself.</returns>
    private static async Task<IOException?> TryWriteAsync(Process ffmpeg, Func<Stream, Task> write)
    {
        try
        {
            await using var input = ffmpeg.StandardInput.BaseStream;
            await write(input);
            return null;
        }
        catch (IOException exception) when (exception is not ImageRootOfflineException)
        {
            return exception;
        }
    }

    // All of it is read, so that it never waits for us, and its beginning is kept.
    private static async Task<string> ReadAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var (said, buffer) = (new System.Text.StringBuilder(), new char[1024]);
        int read;
        while ((read = await output.ReadAsync(buffer, cancellationToken)) > 0)
            said.Append(buffer, 0, Math.Min(read, MostSaid - said.Length));
        return said.ToString();
    }

    private static string Explain(string said) => said.Contains("Unknown encoder", StringComparison.Ordinal)
        ? "This ffmpeg cannot write H.264: it was built without libx264. Install one that has it (Debian: apt-get install ffmpeg), then export again."
        : $"ffmpeg could not write the video: {(said.Split('\n', 2)[0].Trim() is { Length: > 0 } line ? line : "it does not say why.")}";

    private static async Task EndAsync(Process ffmpeg)
    {
        if (ffmpeg.HasExited)
            return;
        ffmpeg.Kill(entireProcessTree: true);
        await ffmpeg.WaitForExitAsync(CancellationToken.None);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
