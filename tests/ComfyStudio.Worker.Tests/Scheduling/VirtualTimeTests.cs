using ComfyStudio.Worker.Dispatching;
using ComfyStudio.Worker.Scheduling;
using ComfyStudio.Worker.Tests.Scheduling.Virtual;

namespace ComfyStudio.Worker.Tests.Scheduling;

/// <summary>The same 1 000 mixed jobs over four engines, first come first served and as the scheduler decides. Time is counted, never waited for.</summary>
public sealed class VirtualTimeTests(ITestOutputHelper output)
{
    private const int Jobs = 1000;
    private const int Engines = 4;
    private const int Window = 32;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Fewer_model_switches_an_earlier_end_and_nobody_left_behind(int seed)
    {
        var trace = VirtualTrace.Mixed(seed, Jobs, Engines);

        var inOrder = Play(trace, FirstCome);
        var strictTurns = Play(trace, Scheduled(window: 0));
        var scheduled = Play(trace, Scheduled(Window));

        Report(seed, ("first come, first served", inOrder), ("owners in strict turn", strictTurns), ("scheduled", scheduled));
        Assert.Equal((Jobs, Jobs), (inOrder.Ended, scheduled.Ended));
        Assert.True(scheduled.Switches < inOrder.Switches * 0.7, "Model switches");
        Assert.True(scheduled.Makespan < inOrder.Makespan * 0.95, "Makespan");
        Assert.True(scheduled.WorstSlowdown < inOrder.WorstSlowdown * 0.9, "Slowdown of the owner who has it worst");
        Assert.True(scheduled.MeanSlowdown < inOrder.MeanSlowdown * 0.5, "Slowdown of owners on average");
        Assert.InRange(scheduled.MostOvertaken, 1, Window);
        // Fair turns alone would load models all the time.
        Assert.True(strictTurns.Switches > inOrder.Switches && scheduled.Switches < strictTurns.Switches * 0.5, "Model switches of strict turns");
    }

    private static VirtualOutcome Play(IReadOnlyList<VirtualJob> trace, Func<VirtualStudio, VirtualEngine, LaneDecision> choose) =>
        new VirtualStudio([.. Enumerable.Range(1, Engines).Select(number => new VirtualEngine($"engine-{number}", weight: 1))], choose).Play(trace);

    private static LaneDecision FirstCome(VirtualStudio studio, VirtualEngine engine)
    {
        var situation = studio.SituationOf(engine);
        var first = situation.Lanes.Where(lane => EngineFit.Serves(situation.Here, lane.Requirements)).MinBy(lane => lane.BestScore % (1L << 40));
        return first is null ? new LaneDecision.Wait("nothing waits") : new LaneDecision.Take(first, "it came first");
    }

    private static Func<VirtualStudio, VirtualEngine, LaneDecision> Scheduled(int window)
    {
        var choosers = new Dictionary<VirtualEngine, LaneChooser>();
        return (studio, engine) =>
        {
            if (!choosers.TryGetValue(engine, out var chooser))
                choosers[engine] = chooser = new LaneChooser(window);
            return chooser.Choose(studio.SituationOf(engine));
        };
    }

    private void Report(int seed, params (string Name, VirtualOutcome Outcome)[] rows)
    {
        output.WriteLine($"seed {seed,-20} switches   makespan  worst owner  mean owner  most passed over");
        foreach (var (name, outcome) in rows)
            output.WriteLine(
                $"{name,-25} {outcome.Switches,8} {outcome.Makespan.TotalSeconds,8:0} s {outcome.WorstSlowdown,12:0.0} {outcome.MeanSlowdown,11:0.0} {outcome.MostOvertaken,17}");
        foreach (var owner in rows[^1].Outcome.Slowdown.Keys.Order())
            output.WriteLine($"  slowdown of {owner,-10} {string.Join(" -> ", rows.Select(row => $"{row.Outcome.Slowdown[owner]:0.0}"))}");
    }
}
