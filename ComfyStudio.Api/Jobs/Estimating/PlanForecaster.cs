using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs.Estimating;

/// <summary>How long pictures would take that nobody asked for yet, if nothing else waited.</summary>
internal sealed class PlanForecaster(EngineRegistry registry)
{
    private const double OneInTen = 1.2816;

    /// <returns>Null when past runs tell nothing, or no engine would take one of them.</returns>
    public async Task<RangeView?> SecondsAsync(Fleet fleet, IReadOnlyList<GenerationPlan> plans, CancellationToken cancellationToken)
    {
        List<FleetEngine> engines = [.. fleet.Engines.Where(engine => engine.TakesJobs)];
        var history = new RunHistory(await Task.WhenAll(engines.Select(async engine =>
            new EngineRuns(engine.Id, engine.Snapshot.Weight, await registry.RunSamplesAsync(engine.Id, cancellationToken)))));
        var (seconds, variance) = (0.0, 0.0);
        foreach (var kind in plans.GroupBy(plan => (plan.Template.Id, Key: plan.Graphs[0].Requirements(plan.EngineId).ClassKey())))
        {
            var needs = kind.First().Graphs[0].Requirements(kind.First().EngineId);
            List<FleetEngine> able = [.. engines.Where(engine => engine.CanRun(needs))];
            var runs = able.Select(engine => history.Of(engine.Id, kind.Key.Id, kind.Key.Key, warm: null)).OfType<RunForecast>().ToList();
            if (runs.Count == 0)
                return null;
            var count = kind.Sum(plan => plan.Images.Count);
            seconds += runs.Average(run => run.Mean) * count / able.Count;
            variance += runs.Average(run => run.Variance) * count / (able.Count * able.Count);
        }

        var spread = OneInTen * Math.Sqrt(variance);
        return RangeView.Of(seconds - spread, seconds, seconds + spread);
    }
}
