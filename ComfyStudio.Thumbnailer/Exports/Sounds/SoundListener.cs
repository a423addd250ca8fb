using ComfyStudio.Thumbnailer.Exports.Videos;
using ComfyStudio.Thumbnailer.Videos;

namespace ComfyStudio.Thumbnailer.Exports.Sounds;

/// <summary>Hears a file through to its end: whether it is a sound at all, and how long it is.</summary>
internal sealed class SoundListener(Player player)
{
    /// <summary>Only files, and only of these kinds: a playlist that calls itself a sound could have it fetch addresses.</summary>
    internal static readonly string[] OnlySounds = ["-protocol_whitelist", "file", "-format_whitelist", "wav,mp3,mov,mp4,m4a,3gp,3g2,mj2,ogg,flac"];

    /// <exception cref="SoundDamagedException">ffmpeg cannot read it, or it holds nothing that can be heard.</exception>
    /// <exception cref="FfmpegMissingException">There is no ffmpeg.</exception>
    internal async Task<TimeSpan> ListenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var played = await player.PlayAsync(path, OnlySounds, "0:a:0", cancellationToken);
            return played.Length > TimeSpan.Zero
                ? played.Length
                : throw new SoundDamagedException(played.Complaint.Length > 0 ? $"ffmpeg cannot read it: {played.Complaint}" : "There is nothing in it that can be heard.");
        }
        catch (TimeoutException exception)
        {
            throw new SoundDamagedException($"{exception.Message} Take a shorter one.", exception);
        }
    }
}

internal sealed class SoundDamagedException(string message, Exception? cause = null) : Exception(message, cause);
