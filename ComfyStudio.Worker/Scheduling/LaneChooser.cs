using ComfyStudio.Jobs;
using ComfyStudio.Worker.Dispatching;

namespace ComfyStudio.Worker.Scheduling;

/// <summary>
/// Decides for one engine which lane it takes from. What must be settled here comes first. Then the owner who was served least recently
/// has the turn, with the best of his tiers. A lane whose models are loaded may go before, but only so often before the same job, and never
/// before a better tier of its own owner. Last, the lane is left to other engines when they are expected to be through with it sooner.
/// No clock, no chance, no reading: the same situation gives the same decision.
/// </summary>
/// <param name="warmWindow">How often a job may be passed over.</param>
internal sealed class LaneChooser(int warmWindow)
{
    /// <summary>Loading may cost up to a twentieth of an engine's time; more is saved by letting jobs wait, less is not worth their wait.</summary>
    private const double RunsPerLoad = 20;

    private readonly Patience _patience = new();

    public LaneDecision Choose(Situation situation)
    {
        _patience.Forget(situation.Lanes);
        if (situation.Lanes.FirstOrDefault(lane => lane.Settles) is { } unsettled)
            return new LaneDecision.Take(unsettled, "it must be settled here what became of it") { IsGuess = true };
        var turns = InTurn(situation);
        return turns.Count == 0
            ? new LaneDecision.Wait("nothing waits that it can do")
            : TakeLoaded(turns, situation) ?? TakeInTurn(turns, situation);
    }

    private static List<ReadyLane> InTurn(Situation situation) =>
    [
        .. situation.Lanes.Where(lane => EngineFit.Serves(situation.Here, lane.Requirements))
            .OrderBy(lane => lane.OwnerTurn).ThenBy(lane => lane.Tier).ThenBy(lane => lane.BestScore),
    ];

    /// <summary>Goes before the one whose turn it is, when that would have to be loaded and this is.</summary>
    private LaneDecision.Take? TakeLoaded(List<ReadyLane> turns, Situation situation)
    {
        var next = turns[0];
        if (situation.Here.IsWarmFor(next))
            return null;
        var loaded = turns.Skip(1).FirstOrDefault(lane =>
            situation.Here.IsWarmFor(lane) && IsBestTier(lane, turns) && Placement.BetterElsewhere(lane, situation) is null);
        if (loaded is null)
            return null;
        var window = WindowFor(next, loaded, situation);
        return next.Overtaken < window
            ? Take(loaded, situation, $"its models are loaded; {Name(next)} has the turn and was passed over {next.Overtaken} of {window} times", next.Key, [])
            : null;
    }

    private LaneDecision TakeInTurn(List<ReadyLane> turns, Situation situation)
    {
        var left = new List<LeftLane>();
        foreach (var lane in turns)
        {
            if (LeavesTo(lane, situation) is { } elsewhere)
            {
                left.Add(elsewhere);
                continue;
            }
            var overtakes = lane == turns[0] ? null : turns[0].Key;
            var reason = overtakes is null ? "it is next" : $"{Name(turns[0])} is left to {left[0].To}";
            return Take(lane, situation, reason, overtakes, left);
        }
        return new LaneDecision.Wait($"leaves {Name(left[0].Lane)} to {left[0].To}: {left[0].Reason}") { Left = left };
    }

    private LeftLane? LeavesTo(ReadyLane lane, Situation situation) =>
        lane.Overtaken < warmWindow && Placement.BetterElsewhere(lane, situation) is { } left && _patience.Lasts(left, situation.Now) ? left : null;

    private int WindowFor(ReadyLane next, ReadyLane loaded, Situation situation)
    {
        var (load, run) = (situation.Load(situation.Here, next), situation.WarmRun(situation.Here, loaded));
        return (int)Math.Min(warmWindow, Math.Ceiling(RunsPerLoad * load.TotalSeconds / Math.Max(run.TotalSeconds, 0.001)));
    }

    private static LaneDecision.Take Take(
        ReadyLane lane, Situation situation, string reason, string? overtakes, IReadOnlyList<LeftLane> left) =>
        new(lane, $"{Name(lane)}: {reason}")
        {
            Overtakes = overtakes,
            Expected = situation.RunTime(situation.Here, lane),
            IsGuess = !situation.IsKnown(situation.Here, lane),
            Left = left,
        };

    private static bool IsBestTier(ReadyLane lane, List<ReadyLane> turns) =>
        turns.All(other => other.Owner != lane.Owner || other.Tier >= lane.Tier);

    private static string Name(ReadyLane lane) =>
        lane.Requirements.Models is [var model, ..] ? $"{lane.TemplateId} with {model} ({lane.Owner})" : $"{lane.TemplateId} ({lane.Owner})";
}
