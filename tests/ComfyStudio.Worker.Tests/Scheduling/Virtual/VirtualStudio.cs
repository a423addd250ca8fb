using ComfyStudio.Jobs;
using ComfyStudio.Worker.Scheduling;

namespace ComfyStudio.Worker.Tests.Scheduling.Virtual;

/// <summary>Plays a trace through engines on counted time. Which job an engine takes is asked of <paramref name="choose"/>; all else is equal.</summary>
internal sealed class VirtualStudio(IReadOnlyList<VirtualEngine> engines, Func<VirtualStudio, VirtualEngine, LaneDecision> choose)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HistoryAge = TimeSpan.FromSeconds(5);

    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> _events = new();
    private readonly Dictionary<VirtualJob, DateTimeOffset> _ends = [];
    private readonly HashSet<VirtualEngine> _polling = [];
    private int _next;
    private long _order;
    private (DateTimeOffset At, RunHistory Runs) _history = (default, RunHistory.Empty);

    public VirtualQueue Queue { get; } = new(Start);
    public DateTimeOffset Now { get; private set; } = Start;

    public VirtualOutcome Play(IReadOnlyList<VirtualJob> jobs)
    {
        foreach (var arrival in jobs.GroupBy(job => job.Arrives))
            At(Start + arrival.Key, () => Arrive(arrival));
        while (_events.TryDequeue(out var happens, out var moment))
        {
            Now = moment.At;
            happens();
        }
        return VirtualOutcome.Of(jobs, _ends.ToDictionary(end => end.Key, end => end.Value - Start), engines, Queue);
    }

    public Situation SituationOf(VirtualEngine engine)
    {
        if (Now - _history.At >= HistoryAge)
            _history = (Now, new RunHistory([.. engines.Select(each => each.Runs with { Samples = [.. each.Samples.Take(500)] })]));
        var others = engines.Where(other => other != engine).Select(other => other.StandingAt(Now));
        return new Situation(engine.StandingAt(Now), [.. others], Queue.Ready(), _history.Runs, Now);
    }

    private void At(DateTimeOffset when, Action happens) => _events.Enqueue(happens, (when, _order++));

    private void Arrive(IEnumerable<VirtualJob> jobs)
    {
        foreach (var job in jobs)
            Queue.Add(job);
        AskAll();
    }

    /// <summary>Everybody with a place free asks in turn, until nobody takes any more.</summary>
    private void AskAll()
    {
        var refused = 0;
        while (refused < engines.Count)
        {
            refused = Ask(engines[_next]) ? 0 : refused + 1;
            _next = (_next + 1) % engines.Count;
        }
    }

    private bool Ask(VirtualEngine engine)
    {
        if (!engine.HasFreeSlot)
            return false;
        var decision = choose(this, engine);
        if (decision is LaneDecision.Take take)
        {
            if (engine.Take(Queue.Claim(take.Lane.Key, take.Overtakes), take.Expected))
                Begin(engine);
            return true;
        }
        if (decision.Left.Count > 0 && _polling.Add(engine))
            At(Now + PollInterval, () => AskAgain(engine));
        return false;
    }

    private void AskAgain(VirtualEngine engine)
    {
        _polling.Remove(engine);
        if (Ask(engine))
            AskAll();
    }

    private void Begin(VirtualEngine engine)
    {
        if (engine.Begin(Now) is { } run)
            At(Now + run.Time, () => End(engine, run));
    }

    private void End(VirtualEngine engine, VirtualRun run)
    {
        engine.End(run, Now);
        _ends[run.Job] = Now;
        Begin(engine);
        AskAll();
    }
}
