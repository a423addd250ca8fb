using System.Text.Json.Nodes;
using ComfyStudio.Bench.Measuring;

namespace ComfyStudio.Bench.Queue;

/// <summary>How the queue behaves as it grows.</summary>
internal static class QueueBench
{
    private const int Rounds = 7;
    private const int CyclesPerRound = 400;
    private static readonly int[] Depths = [1_000, 10_000, 100_000];

    public static async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var queues = Depths.Select(depth => new QueueUnderLoad(depth)).ToList();
        try
        {
            foreach (var queue in queues)
            {
                await queue.FillAsync(cancellationToken);
                Console.WriteLine($"{Figures.Count(queue.Depth)} queued at {Figures.Count(queue.EnqueuedPerSecond)} a second");
            }

            // In turns, so that whatever else the machine does hits every depth alike.
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var queue in queues)
                    await queue.CycleAsync(CyclesPerRound, cancellationToken);
            }

            return ReportOf(queues);
        }
        finally
        {
            foreach (var queue in queues)
                await queue.DisposeAsync();
        }
    }

    private static Report ReportOf(List<QueueUnderLoad> queues)
    {
        var table = new Table("queued", "claim p50", "claim p99", "complete p50", "complete p99", "enqueue p50", "list p50", "position p50", "bare list p50", "bare list p99", "bytes/job");
        foreach (var queue in queues)
        {
            table.Add(
                Figures.Count(queue.Depth), Figures.Ms(ClaimP50(queue)), Figures.Ms(ClaimP99(queue)), Figures.Ms(queue.Completes.P50),
                Figures.Ms(queue.Completes.P99), Figures.Ms(queue.Enqueues.P50), Figures.Ms(queue.Lists.P50), Figures.Ms(queue.Positions.P50),
                Figures.Ms(queue.BareClaims.P50), Figures.Ms(queue.BareClaims.P99), Figures.Count(queue.BytesPerJob));
        }

        return new Report(
            [table],
            [
                $"Milliseconds; claim = looking what waits and taking the best. p50 and p99 of a claim are medians of {Rounds} rounds of {CyclesPerRound}.",
                $"One caller at a time against a redis-server that syncs every write. Enqueued in groups of 20 by 8 callers; a job's body has {queues[0].BodyBytes} bytes.",
                "Bare list: LMOVE of the same payload on the same server, which knows no lease, priority, lane, state or event.",
            ],
            FiguresOf(queues));
    }

    private static JsonObject FiguresOf(List<QueueUnderLoad> queues)
    {
        var (small, large) = (queues[0], queues[^1]);
        return new JsonObject
        {
            ["bench"] = "queue",
            ["claimP99Growth"] = Figures.Rounded(ClaimP99(large) / ClaimP99(small)),
            ["enqueuePerSecond"] = Math.Round(large.EnqueuedPerSecond),
            ["bytesPerJob"] = Math.Round(large.BytesPerJob),
            ["claimP50Growth"] = Figures.Rounded(ClaimP50(large) / ClaimP50(small)),
            ["completeP99Growth"] = Figures.Rounded(large.Completes.P99 / small.Completes.P99),
            ["listP50Growth"] = Figures.Rounded(large.Lists.P50 / small.Lists.P50),
            ["rival"] = "bare list on the same server",
            ["ratioToRival"] = Figures.Rounded(ClaimP50(large) / large.BareClaims.P50),
            ["bodyBytes"] = small.BodyBytes,
            ["claims"] = Rounds * CyclesPerRound,
            ["depths"] = new JsonArray([.. queues.Select(DepthOf)]),
        };
    }

    private static JsonObject DepthOf(QueueUnderLoad queue) => new()
    {
        ["queued"] = queue.Depth,
        ["claimP50Ms"] = Figures.Rounded(ClaimP50(queue)),
        ["claimP99Ms"] = Figures.Rounded(ClaimP99(queue)),
        ["completeP50Ms"] = Figures.Rounded(queue.Completes.P50),
        ["completeP99Ms"] = Figures.Rounded(queue.Completes.P99),
        ["enqueueP50Ms"] = Figures.Rounded(queue.Enqueues.P50),
        ["enqueueP99Ms"] = Figures.Rounded(queue.Enqueues.P99),
        ["listP50Ms"] = Figures.Rounded(queue.Lists.P50),
        ["positionP50Ms"] = Figures.Rounded(queue.Positions.P50),
        ["bareListP50Ms"] = Figures.Rounded(queue.BareClaims.P50),
        ["bareListP99Ms"] = Figures.Rounded(queue.BareClaims.P99),
        ["enqueuePerSecond"] = Math.Round(queue.EnqueuedPerSecond),
        ["bytesPerJob"] = Math.Round(queue.BytesPerJob),
    };

    private static double ClaimP50(QueueUnderLoad queue) => Samples.MedianOf(queue.Claims.Select(round => round.P50));

    private static double ClaimP99(QueueUnderLoad queue) => Samples.MedianOf(queue.Claims.Select(round => round.P99));
}
