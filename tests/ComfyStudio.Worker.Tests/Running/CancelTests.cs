using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Running;

public sealed class CancelTests(RedisServer redis)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_job_is_interrupted_and_the_waiting_one_goes_on()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        var running = await studio.AskAsync(new JobAsked { Steps = 20 });
        var waiting = await studio.AskAsync(new JobAsked { Steps = 2, Seed = 2 });
        await studio.UntilAsync(running, JobState.Running);

        await studio.Queue.CancelAsync(running, Stop);

        Assert.Equal(JobState.Cancelled, (await studio.EndAsync(running)).State);
        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(waiting)).State);
        Assert.Single(studio.Images);
    }

    [Fact]
    public async Task A_job_that_waits_on_the_engine_leaves_its_queue_and_the_running_one_goes_on()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        var running = await studio.AskAsync(new JobAsked { Steps = 20 });
        var waiting = await studio.AskAsync(new JobAsked { Seed = 2 });
        await studio.UntilAsync(running, JobState.Running);
        await studio.UntilAsync(waiting, JobState.Submitted);

        await studio.Queue.CancelAsync(waiting, Stop);

        Assert.Equal(JobState.Cancelled, (await studio.EndAsync(waiting)).State);
        var state = await engine.Faults.GetStateAsync(Stop);
        Assert.NotNull(state.Running);
        Assert.Empty(state.Pending);
        await engine.Faults.SetSpeedAsync(0, Stop);
        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(running)).State);
    }

    [Fact]
    public async Task A_cancelled_job_on_an_engine_that_is_away_does_not_wait_for_ever()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var cable = EngineCable.Plugged(engine.Address);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([cable.Address], ("Running:CancelPatience", "00:00:00.500"));
        var id = await studio.AskAsync(new JobAsked { Steps = 20 });
        await studio.UntilAsync(id, JobState.Running);
        await cable.UnplugAsync();
        await studio.UntilAsync(id, JobState.Unknown);

        await studio.Queue.CancelAsync(id, Stop);

        Assert.Equal(JobState.Cancelled, (await studio.EndAsync(id)).State);
        cable.Plug();
        await Eventually.TrueAsync(async () => (await engine.Faults.GetStateAsync(Stop)).Running is null, Stop);
        Assert.Empty(studio.Images);
    }
}
