using System.Globalization;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Videos;

namespace ComfyStudio.Thumbnailer.Exports.Sounds;

/// <summary>Lays a sound under a film that is made already: a longer one fades out and ends with the film, which never gets longer.</summary>
internal sealed class SoundTrack(Ffmpeg ffmpeg, SoundFiles sounds)
{
    private const int SamplesPerSecond = 48_000;

    // What one packet of AAC holds: the last one is whole.
    private const int PacketSamples = 1024;

    private const double LongestFadeSeconds = 1.5;

    /// <exception cref="ExportProblemException">It is not there any more.</exception>
    internal SoundFile Find(string id) => sounds.Find(id)
        ?? throw new ExportProblemException("The sound of this film is not there any more. Add it again, then export again.");

    /// <param name="film">An MP4 without sound.</param>
    /// <param name="pictures">How many it has.</param>
    /// <exception cref="ExportProblemException">ffmpeg refused.</exception>
    internal async Task LayAsync(SoundFile sound, string film, long pictures, FrameRate rate, string path, CancellationToken cancellationToken)
    {
        var end = await ffmpeg.RunAsync(
        [
            "-protocol_whitelist", "file", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2", "-i", $"file:{film}", .. SoundListener.OnlySounds, "-i", $"file:{sound.Path}",
            "-map", "0:v:0", "-map", "1:a:0", "-sn", "-dn", "-map_metadata", "-1", "-c:v", "copy", "-c:a", "aac", "-b:a", "192k",
            "-af", Cut(pictures, rate), "-movflags", "+faststart", "-f", "mp4", "-y", $"file:{path}",
        ], cancellationToken);
        if (!end.IsGood)
            throw new ExportProblemException($"The sound could not be laid under the film: {end.Reason} Take another one, or none.");
    }

    /// <summary>In whole packets, not one of which is later than the last picture.</summary>
    private static string Cut(long pictures, FrameRate rate)
    {
        var most = pictures * rate.Seconds * SamplesPerSecond / rate.Pictures;
        var samples = Math.Max(1, most / PacketSamples) * PacketSamples;
        var fade = Math.Min((long)(LongestFadeSeconds * SamplesPerSecond), samples / 4);
        return string.Create(CultureInfo.InvariantCulture, $"aresample={SamplesPerSecond},atrim=end_sample={samples},afade=t=out:ss={samples - fade}:ns={fade}");
    }
}
