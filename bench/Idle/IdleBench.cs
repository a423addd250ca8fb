using System.Text.Json.Nodes;
using ComfyStudio.Bench.Measuring;
using ComfyStudio.Bench.Studio;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.Bench.Idle;

/// <summary>How long an engine stands still between two jobs while more wait.</summary>
internal static class IdleBench
{
    /// <summary>Of a megapixel; the graph of 20 steps has a quarter of one and takes 20 ms a step.</summary>
    private const double MillisecondsPerStep = 50;
    private const int GroupSize = 20;

    private sealed record Gaps(SampleGraph Graph, Samples Bare, Samples Studio);

    public static async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        await using var processes = await StudioProcesses.StartAsync(StudioUnderTest.Setup(MillisecondsPerStep), cancellationToken);
        var engine = processes.Engines[0].Program.Address;
        await using var bare = await BareClient.ConnectAsync(engine, cancellationToken);
        await using var studio = await StudioClient.ConnectAsync(processes.Api.Address, cancellationToken);

        var found = new List<Gaps>();
        foreach (var (graph, count) in new[] { (SampleGraph.Steps, 3 * GroupSize), (SampleGraph.Trivial, 15 * GroupSize) })
        {
            Console.WriteLine($"{graph.Title}: warming up, then {count} each");
            await ThroughStudioAsync(studio, graph, GroupSize, cancellationToken);
            await AllAtOnceAsync(bare, graph, count, cancellationToken);
            var floor = await EngineClock.GapsAsync(engine, count, cancellationToken);
            await ThroughStudioAsync(studio, graph, count, cancellationToken);
            found.Add(new Gaps(graph, floor, await EngineClock.GapsAsync(engine, count, cancellationToken)));
        }

        return ReportOf(found);
    }

    private static async Task ThroughStudioAsync(StudioClient studio, SampleGraph graph, int count, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        for (var first = 0; first < count; first += GroupSize)
            ids.AddRange(await studio.SubmitAsync(graph, TimeProvider.System.GetTimestamp() % 16_000_000, GroupSize, cancellationToken));
        foreach (var id in ids)
            await studio.EndedAsync(id, cancellationToken);
    }

    /// <summary>Everything into the engine's own queue: no client can keep it busier.</summary>
    private static async Task AllAtOnceAsync(BareClient bare, SampleGraph graph, int count, CancellationToken cancellationToken) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => bare.MakeAsync(graph, number, cancellationToken)));

    private static Report ReportOf(IReadOnlyList<Gaps> found)
    {
        var table = new Table("gap between two jobs, ms", "gaps", "bare p50", "bare p99", "studio p50", "studio p99", "studio worst");
        foreach (var each in found)
        {
            table.Add(
                each.Graph.Title, Figures.Count(each.Studio.Count), Figures.Ms(each.Bare.P50), Figures.Ms(each.Bare.P99), Figures.Ms(each.Studio.P50),
                Figures.Ms(each.Studio.P99), Figures.Ms(each.Studio.Worst));
        }

        return new Report(
            [table],
            [
                "By the engine's own clock (whole milliseconds): from execution_end_time to the next execution_start_time, with a queue behind it.",
                "Bare: every prompt lies in the engine's own queue from the start, so its gap is the engine's own.",
                $"The key gapP50Ms is of the {found[0].Graph.Title} graph (20 ms each). Trivial jobs last less than handing over the next one takes.",
            ],
            FiguresOf(found));
    }

    private static JsonObject FiguresOf(IReadOnlyList<Gaps> found) => new()
    {
        ["bench"] = "idle",
        ["gapP50Ms"] = Figures.Rounded(found[0].Studio.P50),
        ["gapP99Ms"] = Figures.Rounded(found[0].Studio.P99),
        ["rival"] = "all prompts in the engine's own queue",
        ["ratioToRival"] = Figures.Rounded(found[0].Studio.Mean / found[0].Bare.Mean),
        ["graphs"] = new JsonArray([.. found.Select(each => new JsonObject
        {
            ["graph"] = each.Graph.Title,
            ["gaps"] = each.Studio.Count,
            ["bareP50Ms"] = Figures.Rounded(each.Bare.P50),
            ["bareP99Ms"] = Figures.Rounded(each.Bare.P99),
            ["bareMeanMs"] = Figures.Rounded(each.Bare.Mean),
            ["studioP50Ms"] = Figures.Rounded(each.Studio.P50),
            ["studioP99Ms"] = Figures.Rounded(each.Studio.P99),
            ["studioMeanMs"] = Figures.Rounded(each.Studio.Mean),
        })]),
    };
}
