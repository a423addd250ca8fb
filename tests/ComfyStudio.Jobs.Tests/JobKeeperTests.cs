using ComfyStudio.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Jobs.Tests;

public sealed class JobKeeperTests(RedisServer redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ended_jobs_are_forgotten_once_a_minute()
    {
        var time = new ManualTime();
        await using var queue = new TestQueue(redis, options => options.KeepDone = 0, time);
        using var keeper = new JobKeeper(
            queue.Jobs, queue.Engines, queue.Get<IOptions<JobsOptions>>(), time, NullLogger<JobKeeper>.Instance);
        await keeper.KeepAsync(Cancel);
        await queue.AddAsync();
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);

        time.Advance(TimeSpan.FromSeconds(59));
        await keeper.KeepAsync(Cancel);
        Assert.Equal(1, (await queue.Jobs.CountAsync(Cancel)).Succeeded);

        time.Advance(TimeSpan.FromSeconds(1));
        await keeper.KeepAsync(Cancel);
        Assert.Equal(0, (await queue.Jobs.CountAsync(Cancel)).Succeeded);
    }
}
