namespace ComfyStudio.Api.Jobs.Estimating;

/// <summary>What can be told of all jobs of one template that need the same, by their places in the line.</summary>
/// <param name="runs">On each engine that can take them.</param>
/// <param name="place">What lies in one place before them.</param>
/// <param name="isOneKind">Nothing else waits for these engines.</param>
internal sealed class ClassForecast(IReadOnlyList<EngineRun> runs, PlaceAhead place, bool isOneKind)
{
    /// <summary>How often a job may be passed over for those whose models are loaded.</summary>
    private const double WarmWindow = 32;

    /// <summary>When the engines will have begun everything that they hold, the first to be free first.</summary>
    private readonly double[] _backlogs = [.. runs.Select(run => run.Backlog).Order()];

    public EstimateView? At(long? position)
    {
        var start = position is { } known && IsKnownUntil(known) ? StartOf(known) : null;
        var engine = runs.MinBy(run => Math.Max(start?.Typical ?? 0, run.Backlog) + (run.Of(WarmAt(run, position))?.Typical ?? 0))!;
        var warm = WarmAt(engine, position);
        var forecast = engine.Of(warm);
        return forecast is null ? null : new EstimateView
        {
            WaitSeconds = start,
            RunSeconds = RangeView.Of(forecast.Low, forecast.Typical, forecast.High),
            Warm = warm,
            Engine = engine.View,
            Samples = forecast.Samples,
        };
    }

    /// <summary>Of everything before it such runs were seen.</summary>
    private bool IsKnownUntil(long position) => position * place.Unknown < 0.5 && !runs.Any(run => run.IsBacklogGuessed);

    private RangeView StartOf(long position)
    {
        var start = Fill(position * place.Seconds);
        var spread = WorkSeconds.OneInTen * Math.Sqrt((position + 1) * place.Variance) / runs.Count;
        return RangeView.Of(start - spread, start, start + spread + PassedOver(position));
    }

    /// <summary>Those behind it may go first while their models are loaded and its own are not.</summary>
    private double PassedOver(long position) =>
        runs.Any(run => WarmAt(run, position) == true) ? 0 : WarmWindow * place.LoadedSeconds / runs.Count;

    /// <summary>Soon it is as it is now; where only one kind waits the first ones load it; else nobody can tell.</summary>
    private bool? WarmAt(EngineRun run, long? position)
    {
        if (position is null || (position > runs.Count && !isOneKind))
            return null;
        return run.IsLoaded || (isOneKind && position >= runs.Count);
    }

    /// <summary>When so much work has been begun: it runs to the engines that are free first, as water to the lowest ground.</summary>
    private double Fill(double work)
    {
        var level = _backlogs[0];
        for (var filled = 1; filled < _backlogs.Length && work > (_backlogs[filled] - level) * filled; filled++)
        {
            work -= (_backlogs[filled] - level) * filled;
            level = _backlogs[filled];
        }
        return level + (work / _backlogs.Count(backlog => backlog <= level));
    }
}
