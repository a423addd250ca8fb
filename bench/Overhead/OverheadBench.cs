using System.Text.Json.Nodes;
using ComfyStudio.Bench.Measuring;
using ComfyStudio.Bench.Studio;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.Bench.Overhead;

/// <summary>What the studio costs on top of talking to the engine directly.</summary>
internal static class OverheadBench
{
    /// <summary>Of a megapixel; the graph of 20 steps has a quarter of one and takes 20 ms a step.</summary>
    private const double MillisecondsPerStep = 50;

    /// <summary>Pictures after which the runtime has compiled anew what is used most: a studio runs for days, and its first seconds are not its pace.</summary>
    private const int WarmUp = 2000;

    public static async Task<Report> RunAsync(OverheadPlan plan, CancellationToken cancellationToken)
    {
        await using var processes = await StudioProcesses.StartAsync(StudioUnderTest.Setup(MillisecondsPerStep), cancellationToken);
        await using var bare = await BareClient.ConnectAsync(processes.Engines[0].Program.Address, cancellationToken);
        await using var studio = await StudioClient.ConnectAsync(processes.Api.Address, cancellationToken);

        var processor = new ProcessorTime(processes);
        var trivial = new Comparison(SampleGraph.Trivial, bare, studio, processor);
        var steps = new Comparison(SampleGraph.Steps, bare, studio, processor);
        Console.WriteLine("warming up");
        await trivial.WarmUpAsync(WarmUp, cancellationToken);
        await steps.WarmUpAsync(4, cancellationToken);
        for (var round = 1; round <= plan.Rounds; round++)
        {
            Console.WriteLine($"round {round} of {plan.Rounds}");
            await trivial.OneByOneAsync(plan.TrivialSingle, cancellationToken);
            await steps.OneByOneAsync(plan.StepsSingle, cancellationToken);
            await trivial.ManyAtOnceAsync(plan.TrivialMany, cancellationToken);
            await steps.ManyAtOnceAsync(plan.StepsMany, cancellationToken);
        }

        return ReportOf([trivial, steps]);
    }

    private static Report ReportOf(IReadOnlyList<Comparison> comparisons)
    {
        var single = new Table("1 in flight, ms", "pictures", "bare p50", "bare p99", "studio p50", "studio p99", "added p50", "added p99");
        var many = new Table($"{Comparison.InFlight} in flight, pictures/s", "bare", "studio", "ratio");
        foreach (var each in comparisons)
        {
            single.Add(
                each.Graph.Title, Figures.Count(each.Studio.Count), Figures.Ms(each.Bare.P50), Figures.Ms(each.Bare.P99), Figures.Ms(each.Studio.P50),
                Figures.Ms(each.Studio.P99), Figures.Ms(each.AddedP50), Figures.Ms(each.AddedP99));
            many.Add(
                each.Graph.Title, Figures.Ms(Samples.MedianOf(each.BareThroughput)), Figures.Ms(Samples.MedianOf(each.StudioThroughput)),
                Figures.Ratio(each.ThroughputRatio));
        }

        var costs = new Table("processor ms per picture", [.. comparisons[0].Costs.Keys]);
        foreach (var each in comparisons.Where(each => each.Costs.Count > 0))
            costs.Add([each.Graph.Title, .. each.Costs.Values.Select(Figures.Ms)]);

        return new Report(
            [single, many, costs],
            [
                "Bare: a client that talks to the engine itself until the bytes are in its memory. Studio: from POST /api/generations until /api/events",
                "tells that the picture is stored. Same engine, in turns, both with previews. Added: the difference of the two at that percentile.",
                $"The key addedP50Ms is of the worse graph; throughputRatio50 is of the {SampleGraph.Steps.Title} (20 ms each); see README.md for why.",
            ],
            FiguresOf(comparisons));
    }

    private static JsonObject FiguresOf(IReadOnlyList<Comparison> comparisons) => new()
    {
        ["bench"] = "overhead",
        ["addedP50Ms"] = Figures.Rounded(comparisons.Max(each => each.AddedP50)),
        ["addedP99Ms"] = Figures.Rounded(comparisons.Max(each => each.AddedP99)),
        ["throughputRatio50"] = Figures.Rounded(comparisons.First(each => each.Graph == SampleGraph.Steps).ThroughputRatio),
        ["rival"] = "bare client on the same engine",
        ["ratioToRival"] = Figures.Rounded(comparisons[0].Studio.P50 / comparisons[0].Bare.P50),
        ["graphs"] = new JsonArray([.. comparisons.Select(FiguresOf)]),
    };

    private static JsonObject FiguresOf(Comparison comparison) => new()
    {
        ["graph"] = comparison.Graph.Title,
        ["pictures"] = comparison.Studio.Count,
        ["bareP50Ms"] = Figures.Rounded(comparison.Bare.P50),
        ["bareP99Ms"] = Figures.Rounded(comparison.Bare.P99),
        ["studioP50Ms"] = Figures.Rounded(comparison.Studio.P50),
        ["studioP99Ms"] = Figures.Rounded(comparison.Studio.P99),
        ["addedP50Ms"] = Figures.Rounded(comparison.AddedP50),
        ["addedP99Ms"] = Figures.Rounded(comparison.AddedP99),
        ["barePerSecond50"] = Figures.Rounded(Samples.MedianOf(comparison.BareThroughput)),
        ["studioPerSecond50"] = Figures.Rounded(Samples.MedianOf(comparison.StudioThroughput)),
        ["throughputRatio50"] = Figures.Rounded(comparison.ThroughputRatio),
        ["processorMsPerPicture"] = new JsonObject(comparison.Costs.Select(cost => KeyValuePair.Create(cost.Key, (JsonNode?)Figures.Rounded(cost.Value)))),
    };
}
