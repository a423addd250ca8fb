using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Running;

/// <summary>On a server of its own, because it dies.</summary>
public sealed class RedisLossTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new();

    [Fact]
    public async Task A_redis_that_is_killed_while_a_job_runs_costs_neither_the_job_nor_a_second_picture()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 100);
        await using var studio = new Studio(_redis);
        await studio.StartWorkerAsync(engine);
        var id = await studio.AskAsync(new JobAsked { Steps = 10 });
        await studio.UntilAsync(id, JobState.Running);

        await _redis.KillAsync();
        await Eventually.TrueAsync(async () => (await engine.Faults.GetStateAsync(stop)).Finished == 1, stop);
        await _redis.RestartAsync();

        var job = await Eventually.FindAsync(() => EndedAsync(studio, id), stop);
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Single(studio.Images);
        Assert.Equal(1, (await engine.Faults.GetStateAsync(stop)).Finished);
    }

    public ValueTask InitializeAsync() => _redis.InitializeAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    private static async Task<Job?> EndedAsync(Studio studio, JobId id)
    {
        try
        {
            return await studio.JobAsync(id) is { } job && job.State.IsFinal() ? job : null;
        }
        catch (JobStoreUnavailableException)
        {
            return null;
        }
    }
}
