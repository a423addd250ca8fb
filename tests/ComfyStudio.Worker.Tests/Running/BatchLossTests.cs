using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Running;

public sealed class BatchLossTests(RedisServer redis)
{
    private const int Images = 200;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FUN_BATCH_GEN_010_a_batch_of_200_whose_worker_is_killed_has_each_image_once()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        var first = await studio.StartWorkerProcessAsync(engine);
        var specs = await studio.AskBatchAsync(Images);
        await Eventually.TrueAsync(async () => (await StandingAsync(studio, specs)).Counts.Succeeded >= Images / 4, Stop);

        await first.KillAsync();
        await studio.StartWorkerAsync(engine);

        for (var done = Images / 2; done <= Images; done += Images / 4)
            await Eventually.TrueAsync(async () => (await StandingAsync(studio, specs)).Counts.Succeeded >= done, Stop);
        Assert.Equal(new QueueCounts(0, 0, Images, 0, 0, 0), (await StandingAsync(studio, specs)).Counts);
        Assert.Equal(specs.Select((_, index) => $"batches/{specs[0].GroupId}/{index + 1:000}-{index}.png"), studio.Images);
        // It may have been killed in the middle of a file.
        await studio.TidyAsync();
    }

    [Fact]
    public async Task FUN_BATCH_GEN_016_a_batch_that_is_cancelled_on_the_way_keeps_exactly_what_was_finished()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        var specs = await studio.AskBatchAsync(60);
        await Eventually.TrueAsync(async () => (await StandingAsync(studio, specs)).Counts.Succeeded >= 5, Stop);

        await studio.Queue.CancelManyAsync(new CancelScope("local") { GroupId = specs[0].GroupId }, Stop);

        await Eventually.TrueAsync(async () => (await StandingAsync(studio, specs)).Counts is { Queued: 0, Active: 0 }, Stop);
        var counts = (await StandingAsync(studio, specs)).Counts;
        Assert.Equal(60, counts.Succeeded + counts.Cancelled);
        Assert.Equal(counts.Succeeded, studio.Images.Count);
        // What was written ahead of an image that is not wanted any more goes a moment after its job has ended.
        await Eventually.TrueAsync(() => studio.Leftovers.Count == 0, Stop, "nothing is left behind");
    }

    private static async Task<GroupStanding> StandingAsync(Studio studio, IReadOnlyList<JobSpec> specs) =>
        (await studio.Queue.FindStandingAsync(specs[0].GroupId, Stop))!;
}
