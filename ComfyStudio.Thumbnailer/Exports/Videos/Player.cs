using System.Globalization;
using System.Text.RegularExpressions;
using ComfyStudio.Thumbnailer.Videos;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>Plays a file through to its end, as what its header says of its length may be wrong.</summary>
internal sealed partial class Player(Ffmpeg ffmpeg, IOptions<ExportOptions> options, TimeProvider time)
{
    /// <param name="only">What ffmpeg may open.</param>
    /// <param name="stream">Which one of the file, as ffmpeg counts them.</param>
    /// <exception cref="TimeoutException">It took longer than <see cref="ExportOptions.ListenTime"/>.</exception>
    /// <exception cref="FfmpegMissingException">There is no ffmpeg.</exception>
    internal async Task<Played> PlayAsync(string path, IEnumerable<string> only, string stream, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var alarm = time.CreateTimer(_ => limit.Cancel(), null, options.Value.ListenTime, Timeout.InfiniteTimeSpan);
        try
        {
            var end = await ffmpeg.RunAsync([.. only, "-i", $"file:{path}", "-map", stream, "-progress", "pipe:1", "-f", "null", "-"], limit.Token);
            return new Played(end.IsGood ? LengthOf(end.Output) : TimeSpan.Zero, end.Complaint);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"ffmpeg was not through with it after {options.Value.ListenTime.TotalSeconds:0} s (Exports:ListenTime).");
        }
    }

    private static TimeSpan LengthOf(string progress) =>
        Shown().Matches(progress) is [.., var last] ? TimeSpan.FromMicroseconds(double.Parse(last.Groups[1].Value, CultureInfo.InvariantCulture)) : TimeSpan.Zero;

    [GeneratedRegex(@"out_time_us=(\d+)")]
    private static partial Regex Shown();
}

/// <param name="Length">Zero where nothing could be played.</param>
/// <param name="Complaint">What ffmpeg says of it; may be empty.</param>
internal sealed record Played(TimeSpan Length, string Complaint);
