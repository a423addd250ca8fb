using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs.Estimating;

/// <summary>How long much work takes, from past runs, shared among the engines that can do it.</summary>
/// <param name="Seconds">Null when past runs, or the engines that are there, do not tell.</param>
/// <param name="ModelSwitches">How often an engine alone would load other models on the way.</param>
internal sealed record WorkForecast(WorkSeconds? Seconds, int ModelSwitches)
{
    public static WorkForecast Of(string templateId, IReadOnlyList<PlannedPicture> inOrder, IReadOnlyList<FleetEngine> engines, RunHistory history)
    {
        var switches = inOrder.Zip(inOrder.Skip(1)).Count(pair => pair.First.Models != pair.Second.Models);
        var kinds = inOrder.GroupBy(picture => (Key: picture.Needs.ClassKey(), picture.Work))
            .Select(kind => Work.Of(templateId, kind.First(), kind.Count(), engines, history)).ToList();
        return kinds.Count == 0 || kinds.Contains(null) ? new WorkForecast(null, switches) : new WorkForecast(Sum([.. kinds.OfType<Work>()], switches), switches);
    }

    private static WorkSeconds Sum(IReadOnlyList<Work> kinds, int switches)
    {
        var loading = switches * kinds.Average(kind => kind.LoadSeconds / kind.Engines);
        var (mean, spread) = (kinds.Sum(kind => kind.Mean) + loading, WorkSeconds.OneInTen * Math.Sqrt(kinds.Sum(kind => kind.Variance)));
        return new WorkSeconds(Math.Round(mean, 1), Math.Round(Math.Max(0, mean - spread), 1), Math.Round(mean + spread, 1));
    }

    private sealed record Work(double Mean, double Variance, double LoadSeconds, int Engines)
    {
        public static Work? Of(string templateId, PlannedPicture picture, int count, IReadOnlyList<FleetEngine> engines, RunHistory history)
        {
            var key = picture.Needs.ClassKey();
            var able = engines.Where(engine => engine.CanRun(picture.Needs)).ToList();
            var runs = able.Select(engine => ForecastOn(engine, warm: true) ?? ForecastOn(engine, warm: null)).OfType<RunForecast>().ToList();
            if (runs.Count == 0)
                return null;
            var share = (double)count / able.Count;
            return new Work(
                share * runs.Average(run => run.Mean), share * runs.Average(run => run.Variance) / able.Count,
                able.Average(engine => history.LoadSeconds(engine.Id, templateId, key) ?? 0), able.Count);

            RunForecast? ForecastOn(FleetEngine engine, bool? warm) => history.Of(engine.Id, templateId, key, warm, picture.Work);
        }
    }
}

/// <summary>Seconds: eight of ten times it takes between low and high.</summary>
internal sealed record WorkSeconds(double P50, double Low, double High)
{
    /// <summary>Nine of ten values of a normal distribution lie below the mean and this many deviations.</summary>
    internal const double OneInTen = 1.28;

    public RangeView ToRange() => RangeView.Of(Low, P50, High);
}
