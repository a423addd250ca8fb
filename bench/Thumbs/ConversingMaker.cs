using System.Diagnostics;

namespace ComfyStudio.Bench.Thumbs;

/// <summary>A process that warms up, says that it is ready, works when told to, and stays until it was measured.</summary>
internal sealed class ConversingMaker(Func<string, ProcessStartInfo> command, ThumbsPlan plan) : IThumbMaker
{
    public async Task<ThumbRun> MakeAsync(string to, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Conversing(command(to)))!;
        try
        {
            await ExpectAsync(process, "ready", cancellationToken);
            var (began, before) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            await process.StandardInput.WriteLineAsync("go");
            await process.StandardInput.FlushAsync(cancellationToken);
            await ExpectAsync(process, "done", cancellationToken);
            var duration = Stopwatch.GetElapsedTime(began);
            process.Refresh();
            return new ThumbRun(plan.Count, duration, process.TotalProcessorTime - before, process.PeakWorkingSet64);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static ProcessStartInfo Conversing(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        return start;
    }

    private static async Task ExpectAsync(Process process, string word, CancellationToken cancellationToken)
    {
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        if (line != word)
            throw new InvalidOperationException($"{process.StartInfo.FileName} should have said '{word}' and said '{line ?? "nothing"}'.");
    }
}
