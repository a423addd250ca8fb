using ComfyStudio.Thumbnailer.Thumbnails;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Videos;

/// <summary>One picture out of a video, by ffmpeg, where there is one: a program of its own, with a limit on its time and on what it may open.</summary>
internal sealed class VideoPosters(Ffmpeg ffmpeg, IOptions<ThumbnailOptions> options, TimeProvider time)
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
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var alarm = time.CreateTimer(_ => limit.Cancel(), null, options.Value.PosterTime, Timeout.InfiniteTimeSpan);
        using var png = new MemoryStream();
        try
        {
            var end = await ffmpeg.ReadAsync(Arguments(path), output => ReadAsync(output, png, limit.Token), limit.Token);
            return end.IsGood && png.Length > 0 ? png.ToArray() : throw new VideoDamagedException($"ffmpeg cannot read it: {(end.Complaint.Length > 0 ? end.Complaint : "it has no picture.")}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new VideoDamagedException($"ffmpeg was not through with it after {options.Value.PosterTime.TotalSeconds:0} s.");
        }
        catch (FfmpegMissingException exception)
        {
            throw new PosterUnavailableException(
                "Pictures of videos need ffmpeg, which is not installed (Debian: apt-get install ffmpeg), or name it in the setting Thumbnails:Ffmpeg.", exception);
        }
    }

    private static string[] Arguments(string path) =>
    [
        "-threads", "1", .. OnlyVideos,
        "-i", $"file:{path}", "-map", "0:v:0", "-an", "-sn", "-dn", "-vf", "thumbnail=24,scale=w='if(gte(iw,ih),min(1280,iw),-2)':h='if(gte(iw,ih),-2,min(1280,ih))'",
        "-frames:v", "1", "-threads", "1", "-f", "image2pipe", "-c:v", "png", "-compression_level", "1", "pipe:1",
    ];

    private static async Task ReadAsync(Stream output, MemoryStream picture, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        int read;
        while ((read = await output.ReadAsync(buffer, cancellationToken)) > 0)
        {
            picture.Write(buffer, 0, read);
            if (picture.Length > MaxPosterBytes)
                throw new VideoDamagedException("Its first picture is too large.");
        }
    }
}

internal sealed class PosterUnavailableException(string message, Exception cause) : Exception(message, cause);

internal sealed class VideoDamagedException(string message) : Exception(message);
