using System.Text.Json.Nodes;
using ComfyStudio.Bench.Measuring;
using ComfyStudio.Bench.Studio;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.Bench.Recover;

/// <summary>How long the work stands still after a process was killed.</summary>
internal static class RecoverBench
{
    private const double MillisecondsPerStep = 10;
    private const int Repeats = 7;

    public static async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        await using var processes = await StudioProcesses.StartAsync(StudioUnderTest.Setup(MillisecondsPerStep, workers: 2), cancellationToken);
        Drill[] drills =
        [
            new("worker", restartsAtOnce: false, KillWorkerAsync),
            new("redis", restartsAtOnce: true, RestartRedisAsync),
            new("engine", restartsAtOnce: true, RestartEngineAsync),
        ];
        for (var repeat = 1; repeat <= Repeats; repeat++)
        {
            foreach (var drill in drills)
            {
                await drill.RunAsync(processes, cancellationToken);
                Console.WriteLine($"{repeat} of {Repeats}: {drill.Victim} {drill.Claims.Last:0.00} s to the next claim, {drill.Starts.Last:0.00} s to the next start on the engine");
            }
        }

        return ReportOf(drills);
    }

    /// <summary>The one that feeds the engine; the other one stands by.</summary>
    private static async Task<Func<Task>> KillWorkerAsync(StudioProcesses processes, CancellationToken cancellationToken)
    {
        var owner = (await processes.Registry.ListAsync(cancellationToken))[0].WorkerId!;
        var worker = processes.Workers.Single(each => owner.Contains($"-{each.ProcessId}-", StringComparison.Ordinal));
        await worker.KillAsync();
        return () => worker.StartAsync(cancellationToken);
    }

    private static async Task<Func<Task>> RestartRedisAsync(StudioProcesses processes, CancellationToken cancellationToken)
    {
        await processes.Redis.KillAsync();
        return processes.Redis.RestartAsync;
    }

    private static async Task<Func<Task>> RestartEngineAsync(StudioProcesses processes, CancellationToken cancellationToken)
    {
        await processes.Engines[0].Program.KillAsync();
        return () => processes.Engines[0].Program.StartAsync(cancellationToken);
    }

    private static Report ReportOf(IReadOnlyList<Drill> drills)
    {
        var table = new Table("killed", "times", "to the next claim: median", "worst", "to the next start: median", "worst", "the restart itself");
        foreach (var drill in drills)
        {
            table.Add(
                drill.Victim, $"{drill.Claims.Count}", $"{drill.Claims.P50:0.00} s", $"{drill.Claims.Worst:0.00} s", $"{drill.Starts.P50:0.00} s",
                $"{drill.Starts.Worst:0.00} s", !drill.RestartsAtOnce ? "none" : $"{drill.Restarts.P50:0.00} s");
        }

        return new Report(
            [table],
            [
                "SIGKILL with a queue behind it. The worker is not restarted, another one stands by; Redis and the engine are restarted at once.",
                "Next claim: the first job taken from the queue after the kill. Next start: the first that executes on the engine after it.",
                "The keys are medians, of the engine to the next start, for a claim alone says little while the engine is away.",
            ],
            FiguresOf(drills));
    }

    private static JsonObject FiguresOf(IReadOnlyList<Drill> drills) => new()
    {
        ["bench"] = "recover",
        ["workerSeconds"] = Figures.Rounded(drills[0].Claims.P50),
        ["redisSeconds"] = Figures.Rounded(drills[1].Claims.P50),
        ["engineSeconds"] = Figures.Rounded(drills[2].Starts.P50),
        ["rival"] = "the restart of the killed process alone",
        ["ratioToRival"] = Figures.Rounded(drills[2].Starts.P50 / drills[2].Restarts.P50),
        ["kills"] = new JsonArray([.. drills.Select(drill => new JsonObject
        {
            ["killed"] = drill.Victim,
            ["times"] = drill.Claims.Count,
            ["claimMedianSeconds"] = Figures.Rounded(drill.Claims.P50),
            ["claimWorstSeconds"] = Figures.Rounded(drill.Claims.Worst),
            ["startMedianSeconds"] = Figures.Rounded(drill.Starts.P50),
            ["startWorstSeconds"] = Figures.Rounded(drill.Starts.Worst),
            ["restartSeconds"] = Figures.Rounded(drill.Restarts.P50),
        })]),
    };
}
