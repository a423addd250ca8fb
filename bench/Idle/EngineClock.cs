using System.Text.Json;
using ComfyStudio.Bench.Measuring;

namespace ComfyStudio.Bench.Idle;

/// <summary>When an engine began and ended its prompts, by its own clock, as its history tells.</summary>
internal static class EngineClock
{
    /// <summary>The gaps between the end of one and the start of the next, of the newest so many prompts.</summary>
    public static async Task<Samples> GapsAsync(Uri engine, int prompts, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = engine };
        using var answer = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri("/api/jobs?sort_order=desc", UriKind.Relative), cancellationToken));
        var runs = answer.RootElement.GetProperty("jobs").EnumerateArray()
            .Take(prompts)
            .Select(job => (Start: job.GetProperty("execution_start_time").GetInt64(), End: job.GetProperty("execution_end_time").GetInt64()))
            .OrderBy(run => run.Start)
            .ToList();
        if (runs.Count != prompts)
            throw new InvalidOperationException($"The engine tells of {runs.Count} prompts, not of {prompts}.");
        var gaps = new Samples();
        foreach (var (before, after) in runs.Zip(runs.Skip(1)))
            gaps.Add(after.Start - before.End);
        return gaps;
    }
}
