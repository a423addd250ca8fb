using System.Collections.Concurrent;

namespace ComfyStudio.Jobs;

/// <summary>
/// What past runs say of the next one. The engine's own runs of the same template with the same models count first; then those of other
/// engines, scaled by their weights; then the template's with whatever models. Without any it says nothing. Where it is known how much there
/// is to do, runs with about as much count; others are taken as longer or shorter by as much as they had more or less to do.
/// </summary>
public sealed class RunHistory(IReadOnlyList<EngineRuns> engines)
{
    public static readonly RunHistory Empty = new([]);

    /// <summary>By so much of what is to do a run may differ and still be one like it.</summary>
    private const double AboutAsMuch = 0.25;

    private readonly ConcurrentDictionary<(string Engine, string Template, string Class, bool? Warm, double? Work), RunForecast?> _forecasts = [];
    private readonly ConcurrentDictionary<(string Engine, string Template, string Class), double?> _loads = [];

    /// <param name="warm">Only runs whose models were loaded, or were not; null for all.</param>
    /// <param name="work">See <see cref="JobSpec.Work"/>; null where all runs are to count as they were.</param>
    public RunForecast? Of(string engineId, string templateId, string classKey, bool? warm, double? work = null) =>
        _forecasts.GetOrAdd((engineId, templateId, classKey, warm, work), key => Find(key.Engine, key.Template, key.Class, key.Warm, key.Work));

    /// <summary>How many seconds longer a run takes whose models must be loaded first; null while not both kinds of runs were seen.</summary>
    public double? LoadSeconds(string engineId, string templateId, string classKey) =>
        _loads.GetOrAdd((engineId, templateId, classKey), key => FindLoad(key.Engine, key.Template, key.Class));

    private RunForecast? Find(string engineId, string templateId, string classKey, bool? warm, double? work) =>
        Sources(engineId, templateId, classKey)
            .Select(source => Forecast(source, warm, work))
            .FirstOrDefault(forecast => forecast is not null);

    private double? FindLoad(string engineId, string templateId, string classKey)
    {
        foreach (var source in Sources(engineId, templateId, classKey))
        {
            if (Forecast(source, warm: true) is { } warm && Forecast(source, warm: false) is { } cold)
                return Math.Max(0, cold.Typical - warm.Typical);
        }
        return null;
    }

    /// <summary>From the closest to the farthest.</summary>
    private IEnumerable<IReadOnlyList<(RunSample Sample, double Seconds)>> Sources(string engineId, string templateId, string classKey)
    {
        yield return Runs(own: true, sample => sample.TemplateId == templateId && sample.ClassKey == classKey);
        yield return Runs(own: false, sample => sample.TemplateId == templateId && sample.ClassKey == classKey);
        yield return Runs(own: true, sample => sample.TemplateId == templateId);
        yield return Runs(own: false, sample => sample.TemplateId == templateId);

        IReadOnlyList<(RunSample, double)> Runs(bool own, Func<RunSample, bool> alike) =>
        [
            .. engines.Where(engine => (engine.EngineId == engineId) == own)
                .SelectMany(engine => engine.Samples.Where(alike).Select(sample => (sample, sample.Seconds * engine.Weight / WeightOf(engineId)))),
        ];
    }

    private double WeightOf(string engineId) => engines.FirstOrDefault(engine => engine.EngineId == engineId)?.Weight ?? 1;

    private static RunForecast? Forecast(IReadOnlyList<(RunSample Sample, double Seconds)> runs, bool? warm, double? work = null)
    {
        var fitting = runs.Where(run => warm is null || run.Sample.Warm == warm).ToList();
        List<double> seconds = [.. (work is { } much ? For(much, fitting) : fitting.Select(run => run.Seconds)).Order()];
        return seconds.Count == 0 ? null : RunForecast.Of(seconds);
    }

    private static IEnumerable<double> For(double work, IReadOnlyList<(RunSample Sample, double Seconds)> runs)
    {
        var alike = runs.Where(run => run.Sample.Work is { } done && Math.Abs(done - work) <= work * AboutAsMuch).ToList();
        return alike.Count > 0
            ? alike.Select(run => run.Seconds)
            : runs.Select(run => run.Sample.Work is > 0 and var done ? run.Seconds * work / done : run.Seconds);
    }
}

/// <param name="Weight">How fast the engine is believed to be against the others.</param>
/// <param name="Samples">Its last runs.</param>
public sealed record EngineRuns(string EngineId, double Weight, IReadOnlyList<RunSample> Samples);

/// <summary>How long a run will take, in seconds.</summary>
/// <param name="Low">One in ten was quicker.</param>
/// <param name="Typical">The median.</param>
/// <param name="High">One in ten took longer.</param>
/// <param name="Mean">For sums of many runs.</param>
/// <param name="Variance">For sums of many runs.</param>
/// <param name="Samples">How many runs say so.</param>
public sealed record RunForecast(double Low, double Typical, double High, double Mean, double Variance, int Samples)
{
    internal static RunForecast Of(IReadOnlyList<double> sorted)
    {
        var mean = sorted.Average();
        var variance = sorted.Sum(seconds => (seconds - mean) * (seconds - mean)) / sorted.Count;
        return new RunForecast(At(sorted, 0.1), At(sorted, 0.5), At(sorted, 0.9), mean, variance, sorted.Count);
    }

    private static double At(IReadOnlyList<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
