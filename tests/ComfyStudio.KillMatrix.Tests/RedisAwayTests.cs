using ComfyStudio.Jobs;
using ComfyStudio.KillMatrix.Tests.Studio;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests;

/// <summary>Redis is away for longer than any lease lasts, while everybody else lives.</summary>
public sealed class RedisAwayTests(SharedStudio shared) : IClassFixture<SharedStudio>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_redis_that_was_dead_for_long_costs_no_worker_its_jobs() => shared.UseAsync(async (studio, ledger) =>
    {
        var id = await new Stage(studio, ledger).BringToAsync(Moment.Running, Stop);

        await studio.Redis.KillAsync();
        await UntilLeasesEndedAsync();
        await studio.Redis.RestartAsync();

        await AssertUntouchedAsync(studio, ledger, id);
    });

    [Fact]
    public Task A_redis_that_was_frozen_for_long_costs_no_worker_its_jobs() => shared.UseAsync(async (studio, ledger) =>
    {
        var id = await new Stage(studio, ledger).BringToAsync(Moment.Running, Stop);

        await studio.Redis.FreezeAsync();
        await UntilLeasesEndedAsync();
        await studio.Redis.ThawAsync();

        await AssertUntouchedAsync(studio, ledger, id);
    });

    /// <summary>They last two and a half seconds.</summary>
    private static Task UntilLeasesEndedAsync()
    {
        var ended = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(4);
        return Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() > ended, Stop);
    }

    private static async Task AssertUntouchedAsync(StudioProcesses studio, Ledger ledger, JobId id)
    {
        await studio.Engines[0].Faults.ClearAsync(Stop);
        await ledger.SettleAsync(Stop);
        var job = (await studio.Jobs.FindAsync(id, Stop))!;
        Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempt));
        Assert.Empty(job.Failures);
    }
}
