using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs.Estimating;

/// <summary>
/// The queue as a stream of work that is shared among the engines that can take it. The places before a job hold the same mix as the
/// whole line, so that an estimate costs a few sums however many jobs wait.
/// </summary>
internal sealed class WorkAhead
{
    private readonly List<Lane> _lanes;
    private readonly double _waiting;

    public WorkAhead(IReadOnlyList<FleetEngine> engines, IReadOnlyList<ReadyLane> lanes, RunHistory history)
    {
        _lanes = [.. lanes.Select(lane => Describe(lane, engines, history))];
        _waiting = Math.Max(1, lanes.Sum(lane => lane.Count));
    }

    /// <summary>What one place in the line holds on average for these engines.</summary>
    public PlaceAhead For(IReadOnlyList<FleetEngine> engines)
    {
        var place = new PlaceAhead(0, 0, 0, 0);
        foreach (var lane in _lanes)
        {
            var share = lane.ShareOf(engines) * lane.Count / _waiting;
            place = lane.Run is { } run
                ? place with { Seconds = place.Seconds + (share * run.Mean), Variance = place.Variance + (share * run.Variance) }
                : place with { Unknown = place.Unknown + share };
            if (lane.Run is { } loaded && engines.Any(engine => engine.HasLoaded(lane.Models)))
                place = place with { LoadedSeconds = place.LoadedSeconds + (share * loaded.Mean) };
        }
        return place;
    }

    /// <summary>Nothing waits for these engines that needs other models.</summary>
    public bool IsOfOneKind(JobRequirements needs, IReadOnlyList<FleetEngine> engines)
    {
        var models = LoadedModel.Heavy(needs.Models).ToList();
        return _lanes.All(lane => lane.ShareOf(engines) == 0 || LoadedModel.Heavy(lane.Models).SequenceEqual(models, StringComparer.Ordinal));
    }

    private static Lane Describe(ReadyLane lane, IReadOnlyList<FleetEngine> engines, RunHistory history)
    {
        List<FleetEngine> able = [.. engines.Where(engine => engine.CanRun(lane.Requirements))];
        var runs = able.Select(engine => history.Of(engine.Id, lane.TemplateId, lane.ClassKey, warm: null)).OfType<RunForecast>().ToList();
        (double, double)? run = runs.Count == 0 ? null : (runs.Average(each => each.Mean), runs.Average(each => each.Variance));
        return new Lane(lane.Requirements.Models, lane.Count, able, run);
    }

    /// <param name="Run">Of one of its jobs; null when none was ever seen.</param>
    private sealed record Lane(IReadOnlyList<string> Models, long Count, List<FleetEngine> Able, (double Mean, double Variance)? Run)
    {
        /// <summary>How much of it falls to these engines.</summary>
        public double ShareOf(IReadOnlyList<FleetEngine> engines) => Able.Count == 0 ? 0 : (double)Able.Count(engines.Contains) / Able.Count;
    }
}

/// <param name="Seconds">Of work for the engines in question.</param>
/// <param name="Variance">Of that.</param>
/// <param name="Unknown">The share of it of which no run was ever seen.</param>
/// <param name="LoadedSeconds">The part of the work whose models are loaded now.</param>
internal sealed record PlaceAhead(double Seconds, double Variance, double Unknown, double LoadedSeconds);
