using ComfyStudio.Api.Producer.BuiltIn.Reading;

namespace ComfyStudio.Api.Producer.BuiltIn;

/// <summary>What one frame shows.</summary>
/// <param name="Key">What is to be seen of it.</param>
/// <param name="All">All that happens in it.</param>
/// <param name="Copy">The how-manieth picture of the same.</param>
internal sealed record Beat(Stage Stage, Moment Key, IReadOnlyList<Moment> All, int Copy);

/// <summary>Gives every frame its part of the story: in order, each stage as many moments as it has frames, and the climax the most drama.</summary>
internal static class Beats
{
    /// <summary>How much is to be seen in a moment that gets no second picture.</summary>
    public const double OnceOnly = -10;

    private const double Missing = 3;
    private const double Nothing = 2;
    private const double Surplus = 0.15;
    private const double Likeness = 4;

    public static IReadOnlyList<Beat> Of(IReadOnlyList<Moment> moments, IReadOnlyList<Stage> stages)
    {
        var ends = Divide(moments, stages);
        var beats = new List<Beat>();
        foreach (var (at, stage) in stages.Index())
        {
            var from = at == 0 ? 0 : ends[at - 1];
            var part = moments.Skip(from).Take(ends[at] - from).ToList();
            beats.AddRange(part.Count == 0 ? Borrow(stage, moments, from, beats) : part.Count >= stage.Frames ? Gather(stage, part) : Cover(stage, part));
        }

        return beats;
    }

    // The cheapest way to cut the moments into as many runs as there are stages. ends[s] is where stage s is over.
    private static int[] Divide(IReadOnlyList<Moment> moments, IReadOnlyList<Stage> stages)
    {
        var count = moments.Count;
        var (best, cut) = (new double[stages.Count + 1, count + 1], new int[stages.Count + 1, count + 1]);
        for (var end = 1; end <= count; end++)
            best[0, end] = double.PositiveInfinity;
        for (var stage = 1; stage <= stages.Count; stage++)
        {
            for (var end = 0; end <= count; end++)
            {
                best[stage, end] = double.PositiveInfinity;
                for (var from = 0; from <= end; from++)
                {
                    var cost = best[stage - 1, from] + Cost(stages[stage - 1], moments, from, end);
                    if (cost < best[stage, end])
                        (best[stage, end], cut[stage, end]) = (cost, from);
                }
            }
        }

        var ends = new int[stages.Count];
        for (var (stage, end) = (stages.Count, count); stage > 0; end = cut[stage, end], stage--)
            ends[stage - 1] = end;
        return ends;
    }

    private static double Cost(Stage stage, IReadOnlyList<Moment> moments, int from, int end)
    {
        var (count, likeness, drama) = (end - from, 0.0, 0.0);
        for (var at = from; at < end; at++)
        {
            likeness += stage.IsOwn && moments[at].Tokens.Any(token => stage.Words.Contains(token.Lower)) ? 1 : 0;
            drama = Math.Max(drama, stage.IsClimax ? moments[at].Drama : 0);
        }

        var balance = count < stage.Frames ? (Missing * (stage.Frames - count)) + (count == 0 ? Nothing : 0) : Surplus * (count - stage.Frames) * (count - stage.Frames) / stage.Frames;
        return balance - (Likeness * likeness) - Math.Min(drama, 3);
    }

    private static IEnumerable<Beat> Gather(Stage stage, List<Moment> moments)
    {
        for (var frame = 0; frame < stage.Frames; frame++)
        {
            var (from, end) = (frame * moments.Count / stage.Frames, (frame + 1) * moments.Count / stage.Frames);
            var part = moments[from..end];
            yield return new Beat(stage, part.MaxBy(moment => stage.IsClimax ? moment.Drama + (moment.Visual / 10) : moment.Visual)!, part, 0);
        }
    }

    // Fewer moments than frames: those with most to see are seen from several sides.
    private static IEnumerable<Beat> Cover(Stage stage, List<Moment> moments)
    {
        var counts = moments.Select(_ => 1).ToArray();
        var order = Enumerable.Range(0, moments.Count).Where(at => moments[at].Visual > OnceOnly || moments.Count == 1).OrderByDescending(at => moments[at].Visual).ToList();
        for (var extra = 0; extra < stage.Frames - moments.Count; extra++)
            counts[order[extra % order.Count]]++;
        return moments.Zip(counts).SelectMany(each => Enumerable.Range(0, each.Second).Select(copy => new Beat(stage, each.First, [each.First], copy)));
    }

    // The story has nothing for this stage: its own words, or what was there before, once more.
    private static IEnumerable<Beat> Borrow(Stage stage, IReadOnlyList<Moment> moments, int from, List<Beat> before)
    {
        var near = moments[Math.Clamp(from - 1, 0, moments.Count - 1)];
        if (near.Visual <= OnceOnly && moments.Count > 1)
            near = moments[1];
        if (!stage.IsOwn)
            return Enumerable.Range(before.Count(beat => beat.Key == near), stage.Frames).Select(copy => new Beat(stage, near, [near], copy));
        var own = new Moment(stage.Name, stage.Name, []) { Place = near.Place, Time = near.Time, Visual = 1 };
        own.Cast.AddRange(near.Cast);
        return Enumerable.Range(0, stage.Frames).Select(copy => new Beat(stage, own, [own], copy));
    }
}
