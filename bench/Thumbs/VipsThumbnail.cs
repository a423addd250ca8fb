using System.Diagnostics;
using System.Globalization;

namespace ComfyStudio.Bench.Thumbs;

/// <summary>The program that libvips brings along: one process for each thread, each with its share of the files.</summary>
internal sealed class VipsThumbnail(ThumbsPlan plan, string pictures) : IThumbMaker
{
    private const string Program = "vipsthumbnail";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    /// <returns>Null when it is not on the path.</returns>
    public static VipsThumbnail? Find(ThumbsPlan plan, string pictures) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, Program)))
            ? new VipsThumbnail(plan, pictures)
            : null;

    public async Task<ThumbRun> MakeAsync(string to, CancellationToken cancellationToken)
    {
        var files = Directory.GetFiles(pictures).Order(StringComparer.Ordinal).Index().ToList();
        var began = Stopwatch.GetTimestamp();
        var shares = Enumerable.Range(0, plan.Threads)
            .Select(thread => RunAsync(files.Where(file => file.Index % plan.Threads == thread).Select(file => file.Item), to, cancellationToken));
        var used = await Task.WhenAll(shares);
        return new ThumbRun(
            files.Count, Stopwatch.GetElapsedTime(began), TimeSpan.FromTicks(used.Sum(one => one.ProcessorTime.Ticks)), used.Sum(one => one.PeakBytes));
    }

    private async Task<(TimeSpan ProcessorTime, long PeakBytes)> RunAsync(IEnumerable<string> files, string to, CancellationToken cancellationToken)
    {
        var output = string.Create(CultureInfo.InvariantCulture, $"{to}/%s.webp[Q={plan.Quality},effort={plan.Effort},strip]");
        var start = new ProcessStartInfo(Program, ["--size", string.Create(CultureInfo.InvariantCulture, $"{plan.Side}x{plan.Side}>"), "-o", output]);
        start.Environment["VIPS_CONCURRENCY"] = "1";
        foreach (var file in files)
            start.ArgumentList.Add(file);
        using var process = Process.Start(start)!;

        // Looked at until it ends: a process that ended tells neither.
        var (time, peak) = (TimeSpan.Zero, 0L);
        var ended = process.WaitForExitAsync(cancellationToken);
        while (!ended.IsCompleted)
        {
            process.Refresh();
            try
            {
                (time, peak) = (process.TotalProcessorTime, Math.Max(peak, process.PeakWorkingSet64));
            }
            catch (InvalidOperationException)
            {
                break;
            }

            await Task.WhenAny(ended, Task.Delay(Tick, TimeProvider.System, cancellationToken));
        }

        await ended;
        return process.ExitCode == 0 ? (time, peak) : throw new InvalidOperationException($"{Program} ended with {process.ExitCode}.");
    }
}
