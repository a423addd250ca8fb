using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Scheduling;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>Has one engine's next lane chosen, and says why: in the log, and for the jobs that it leaves to others in the registry.</summary>
internal sealed partial class LaneDecider(
    Engine engine, SituationReader situations, IOptions<DispatchOptions> options, ILogger<LaneDecider> logger)
{
    private readonly LaneChooser _chooser = new(options.Value.WarmWindow);
    private string _lastWait = "";
    private ReadyLane? _lastTaken;

    public async Task<LaneDecision> DecideAsync(EngineCatalog catalog, CancellationToken cancellationToken)
    {
        var decision = _chooser.Choose(await situations.ReadAsync(catalog, cancellationToken));
        // One that takes something else meanwhile is busy, and its word would grow old.
        Publish(decision is LaneDecision.Wait ? decision.Left : []);
        Tell(decision);
        if (decision is LaneDecision.Take { Lane: { Settles: false } lane })
            _lastTaken = lane;
        return decision;
    }

    /// <summary>
    /// What will be decided should only more of what it took last be waiting; null when that cannot be told. Spares the job that comes to an
    /// idle engine the look at the queue.
    /// </summary>
    public LaneDecision.Take? Presume(EngineCatalog catalog) =>
        _lastTaken is { } lane && situations.Presume(lane, catalog) is { } presumed ? _chooser.Choose(presumed) as LaneDecision.Take : null;

    private void Publish(IReadOnlyList<LeftLane> left)
    {
        var before = engine.Left;
        engine.Left = [.. left.Select(lane => new LeftWork(lane.Lane.ClassKey, lane.Lane.Owner, lane.To, lane.Reason))];
        if (!engine.Left.Select(Essence).SequenceEqual(before.Select(Essence)))
            engine.Look.Pulse();

        static (string, string, string) Essence(LeftWork work) => (work.ClassKey, work.Owner, work.To);
    }

    /// <summary>An engine that waits asks every second, and has the same answer for hours.</summary>
    private void Tell(LaneDecision decision)
    {
        if (decision is LaneDecision.Take)
            LogTakes(engine.Id, decision.Reason);
        else if (decision.Reason != _lastWait)
            LogWaits(engine.Id, decision.Reason);
        _lastWait = decision is LaneDecision.Wait ? decision.Reason : "";
    }

    [LoggerMessage(LogLevel.Debug, "Engine {EngineId} takes {Reason}")]
    private partial void LogTakes(string engineId, string reason);

    [LoggerMessage(LogLevel.Debug, "Engine {EngineId} takes nothing: {Reason}")]
    private partial void LogWaits(string engineId, string reason);
}
