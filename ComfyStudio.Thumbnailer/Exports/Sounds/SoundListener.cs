using System.Globalization;
using System.Text.RegularExpressions;
using ComfyStudio.Thumbnailer.Exports.Videos;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Exports.Sounds;

/// <summary>Hears a file through to its end: whether it is a sound at all, and how long it is.</summary>
internal sealed partial class SoundListener(Ffmpeg ffmpeg, IOptions<ExportOptions> options, TimeProvider time)
{
    /// <summary>Only files, and only of these kinds: a playlist that calls itself a sound could have it fetch addresses.</summary>
    internal static readonly string[] OnlySounds = ["-protocol_whitelist", "file", "-format_whitelist", "wav,mp3,mov,mp4,m4a,3gp,3g2,mj2,ogg,flac"];

    /// <exception cref="SoundDamagedException">ffmpeg cannot read it, or it holds nothing that can be heard.</exception>
    /// <exception cref="FfmpegMissingException">There is no ffmpeg.</exception>
    internal async Task<TimeSpan> ListenAsync(string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var alarm = time.CreateTimer(_ => limit.Cancel(), null, options.Value.ListenTime, Timeout.InfiniteTimeSpan);
        try
        {
            var end = await ffmpeg.RunAsync([.. OnlySounds, "-i", $"file:{path}", "-map", "0:a:0", "-vn", "-sn", "-dn", "-progress", "pipe:1", "-f", "null", "-"], limit.Token);
            if (end.IsGood && LengthOf(end.Output) is { Ticks: > 0 } length)
                return length;
            throw new SoundDamagedException(end.Complaint.Length > 0 ? $"ffmpeg cannot read it: {end.Complaint}" : "There is nothing in it that can be heard.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SoundDamagedException($"ffmpeg was not through with it after {options.Value.ListenTime.TotalSeconds:0} s (Exports:ListenTime). Take a shorter one.");
        }
    }

    private static TimeSpan LengthOf(string progress) =>
        Heard().Matches(progress) is [.., var last] ? TimeSpan.FromMicroseconds(double.Parse(last.Groups[1].Value, CultureInfo.InvariantCulture)) : TimeSpan.Zero;

    [GeneratedRegex(@"out_time_us=(\d+)")]
    private static partial Regex Heard();
}

internal sealed class SoundDamagedException(string message) : Exception(message);
