using System.ComponentModel;
using System.Diagnostics;
using ComfyStudio.Thumbnailer.Thumbnails;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Videos;

/// <summary>One picture out of a video, by ffmpeg, where there is one: a program of its own, with a limit on its time and on what it may open.</summary>
internal sealed class VideoPosters(IOptions<ThumbnailOptions> options, TimeProvider time)
{
    /// <summary>Only the two containers and only files: a playlist that calls itself a video could have ffmpeg fetch addresses.</summary>
    internal static readonly string[] OnlyVideos = ["-protocol_whitelist", "file,pipe", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"];

    private const int MaxPosterBytes = 64 * 1024 * 1024;

    internal static bool IsVideo(string path) => Path.GetExtension(path).ToLowerInvariant() is ".mp4" or ".webm";

    /// <returns>A PNG, no larger than the largest thumbnail.</returns>
    /// <exception cref="PosterUnavailableException">Nobody here can make one; the video may be fine.</exception>
    /// <exception cref="VideoDamagedException">ffmpeg cannot read it, or took too long.</exception>
    internal async Task<byte[]> GrabAsync(string path, CancellationToken cancellationToken)
    {
        using var ffmpeg = Start(path);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var alarm = time.CreateTimer(_ => limit.Cancel(), null, options.Value.PosterTime, Timeout.InfiniteTimeSpan);
        try
        {
            var picture = ReadAsync(ffmpeg.StandardOutput.BaseStream, limit.Token);
            var complaint = ffmpeg.StandardError.ReadToEndAsync(limit.Token);
            var (png, said) = (await picture, await complaint);
            await ffmpeg.WaitForExitAsync(limit.Token);
            return ffmpeg.ExitCode == 0 && png.Length > 0 ? png : throw new VideoDamagedException($"ffmpeg cannot read it: {FirstLine(said)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new VideoDamagedException($"ffmpeg was not through with it after {options.Value.PosterTime.TotalSeconds:0} s.");
        }
        finally
        {
            await EndAsync(ffmpeg);
        }
    }

    private Process Start(string path)
    {
        var start = new ProcessStartInfo(options.Value.Ffmpeg) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in (string[])[
            "-nostdin", "-hide_banner", "-v", "error", "-threads", "1", .. OnlyVideos,
            "-i", $"file:{path}", "-map", "0:v:0", "-an", "-sn", "-dn", "-vf", "thumbnail=24,scale=w='if(gte(iw,ih),min(1280,iw),-2)':h='if(gte(iw,ih),-2,min(1280,ih))'",
            "-frames:v", "1", "-threads", "1", "-f", "image2pipe", "-c:v", "png", "-compression_level", "1", "pipe:1",
        ])
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new PosterUnavailableException(
                "Pictures of videos need ffmpeg, which is not installed (Debian: apt-get install ffmpeg), or name it in the setting Thumbnails:Ffmpeg.", exception);
        }
    }

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        using var picture = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await output.ReadAsync(buffer, cancellationToken)) > 0)
        {
            picture.Write(buffer, 0, read);
            if (picture.Length > MaxPosterBytes)
                throw new VideoDamagedException("Its first picture is too large.");
        }

        return picture.ToArray();
    }

    private static async Task EndAsync(Process ffmpeg)
    {
        if (ffmpeg.HasExited)
            return;
        ffmpeg.Kill(entireProcessTree: true);
        await ffmpeg.WaitForExitAsync(CancellationToken.None);
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim() is { Length: > 0 } line ? line : "it has no picture.";
}

internal sealed class PosterUnavailableException(string message, Exception cause) : Exception(message, cause);

internal sealed class VideoDamagedException(string message) : Exception(message);
