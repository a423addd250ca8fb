using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Scheduling;

/// <summary>Everything that a decision is made from.</summary>
/// <param name="Here">The engine that has a place free.</param>
/// <param name="Others">Those that take jobs now, too.</param>
/// <param name="Lanes">What waits.</param>
internal sealed record Situation(
    EngineStanding Here, IReadOnlyList<EngineStanding> Others, IReadOnlyList<ReadyLane> Lanes, RunHistory History, DateTimeOffset Now)
{
    /// <summary>Stands in until a run was seen; only its proportion to <see cref="UnknownLoad"/> matters.</summary>
    private static readonly TimeSpan UnknownRun = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan UnknownLoad = TimeSpan.FromSeconds(10);

    /// <summary>How long an engine takes for the head of a lane, from when it begins to load what it lacks.</summary>
    public TimeSpan RunTime(EngineStanding engine, ReadyLane lane) =>
        engine.IsWarmFor(lane) ? WarmRun(engine, lane) : WarmRun(engine, lane) + Load(engine, lane);

    /// <summary>When an engine would be done with the head of a lane.</summary>
    public TimeSpan Finish(EngineStanding engine, ReadyLane lane) => engine.Backlog + RunTime(engine, lane);

    public TimeSpan WarmRun(EngineStanding engine, ReadyLane lane) =>
        Forecast(engine, lane, warm: true) is { } warm ? TimeSpan.FromSeconds(warm.Typical)
        : Forecast(engine, lane, warm: false) is { } cold ? Longer(TimeSpan.FromSeconds(cold.Typical / 2), TimeSpan.FromSeconds(cold.Typical) - UnknownLoad)
        : UnknownRun;

    public TimeSpan Load(EngineStanding engine, ReadyLane lane) =>
        History.LoadSeconds(engine.Id, lane.TemplateId, lane.ClassKey) is { } seconds ? TimeSpan.FromSeconds(seconds) : UnknownLoad;

    /// <summary>Whether such a run was ever seen.</summary>
    public bool IsKnown(EngineStanding engine, ReadyLane lane) =>
        History.Of(engine.Id, lane.TemplateId, lane.ClassKey, warm: null) is not null;

    /// <summary>Waiting jobs that need the same models, whoever's they are.</summary>
    public long CountAlike(ReadyLane lane) =>
        Lanes.Where(other => LoadedModel.Heavy(other.Requirements.Models).SequenceEqual(LoadedModel.Heavy(lane.Requirements.Models), StringComparer.Ordinal))
            .Sum(other => other.Count);

    private RunForecast? Forecast(EngineStanding engine, ReadyLane lane, bool warm) =>
        History.Of(engine.Id, lane.TemplateId, lane.ClassKey, warm);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
