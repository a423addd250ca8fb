using ComfyStudio.Jobs;
using ComfyStudio.Worker.Dispatching;

namespace ComfyStudio.Worker.Scheduling;

/// <summary>
/// Whether an engine leaves a lane to others: it does when those that have its models loaded, or have nothing to do, are expected to be
/// through with all of it before this engine would be with one job. So a batch spreads as soon as loading is cheaper than waiting.
/// </summary>
internal static class Placement
{
    /// <summary>Differences below this are noise, and not worth an idle moment.</summary>
    private static readonly TimeSpan LeastGain = TimeSpan.FromSeconds(0.5);

    /// <summary>How long others get for what failed here.</summary>
    private static readonly TimeSpan AvoidPatience = TimeSpan.FromSeconds(20);

    public static LeftLane? BetterElsewhere(ReadyLane lane, Situation situation)
    {
        if (lane.Requirements.EngineId is not null)
            return null;
        var able = situation.Others.Where(other => other.Id != lane.AvoidEngineId && EngineFit.Serves(other, lane.Requirements)).ToList();
        if (able.Count == 0)
            return null;
        if (lane.AvoidEngineId == situation.Here.Id)
            return new LeftLane(lane, able[0].Name, AvoidPatience, $"it failed on {situation.Here.Name} before");
        return Sooner(lane, able.Where(other => other.IsIdle || other.IsWarmFor(lane)), situation);
    }

    private static LeftLane? Sooner(ReadyLane lane, IEnumerable<EngineStanding> willing, Situation situation)
    {
        var here = situation.Finish(situation.Here, lane);
        var free = new PriorityQueue<EngineStanding, TimeSpan>(willing.Select(engine => (engine, situation.Finish(engine, lane))));
        if (!free.TryPeek(out var first, out _))
            return null;
        var last = TimeSpan.Zero;
        for (var left = situation.CountAlike(lane); left > 0; left--)
        {
            free.TryDequeue(out var engine, out last);
            if (last + LeastGain >= here)
                return null;
            free.Enqueue(engine!, last + situation.WarmRun(engine!, lane));
        }
        return new LeftLane(lane, first.Name, last, Describe(lane, first, last, here));
    }

    private static string Describe(ReadyLane lane, EngineStanding other, TimeSpan there, TimeSpan here)
    {
        var why = other.IsWarmFor(lane) ? "has its models loaded" : "has nothing to do";
        return $"{other.Name} {why} and is done in about {there.TotalSeconds:0.#} s, here it would be {here.TotalSeconds:0.#} s";
    }
}
