using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Running;

public sealed class WorkerLossTests(RedisServer redis)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_workers_job_is_finished_by_the_next_one_and_rendered_once()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 200);
        await using var studio = new Studio(redis);
        var first = await studio.StartWorkerProcessAsync(engine);
        var id = await studio.AskAsync(new JobAsked { Steps = 20 });
        await studio.UntilAsync(id, JobState.Running);

        await first.KillAsync();
        await studio.StartWorkerAsync(engine);

        var job = await studio.EndAsync(id);
        Assert.Equal((JobState.Succeeded, 2), (job.State, job.Attempt));
        Assert.Single(studio.Images);
        Assert.Equal(1, (await engine.Faults.GetStateAsync(Stop)).Finished);
    }

    [Fact]
    public async Task A_worker_that_slept_over_its_lease_writes_nothing_when_it_wakes()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 200);
        await using var studio = new Studio(redis);
        var sleeper = await studio.StartWorkerProcessAsync(engine);
        var id = await studio.AskAsync(new JobAsked { Steps = 10 });
        await studio.UntilAsync(id, JobState.Running);

        await sleeper.PauseAsync();
        await studio.StartWorkerAsync(engine);
        var ended = await studio.EndAsync(id);
        await sleeper.ResumeAsync();
        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(await studio.AskAsync(new JobAsked { Seed = 2 }))).State);

        var later = await studio.JobAsync(id);
        Assert.Equal((JobState.Succeeded, ended.Attempt, ended.WorkerId), (later.State, later.Attempt, later.WorkerId));
        Assert.Equal(2, studio.Images.Count);
    }

    [Fact]
    public async Task A_worker_that_stops_hands_its_job_over_and_the_engine_goes_on()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 200);
        await using var studio = new Studio(redis);
        var first = await studio.StartWorkerAsync([engine.Address.ToString()], ("Dispatching:ShutdownGrace", "00:00:00.100"));
        var id = await studio.AskAsync(new JobAsked { Steps = 20 });
        await studio.UntilAsync(id, JobState.Running);

        await first.StopAsync();
        Assert.Equal(JobState.Unknown, (await studio.JobAsync(id)).State);
        await studio.StartWorkerAsync(engine);

        var job = await studio.EndAsync(id);
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Empty(job.Failures);
        Assert.Single(studio.Images);
        Assert.Equal(1, (await engine.Faults.GetStateAsync(Stop)).Finished);
    }

    [Fact]
    public async Task A_worker_that_stops_lets_a_job_end_that_is_nearly_done()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 10);
        await using var studio = new Studio(redis);
        var worker = await studio.StartWorkerAsync([engine.Address.ToString()], ("Dispatching:ShutdownGrace", "00:00:20"));
        var id = await studio.AskAsync(new JobAsked { Steps = 30 });
        await studio.UntilAsync(id, JobState.Running);

        await worker.StopAsync();

        Assert.Equal(JobState.Succeeded, (await studio.JobAsync(id)).State);
    }

    [Fact]
    public async Task Of_two_workers_one_feeds_the_engine_and_the_other_takes_over_when_it_stops()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        var first = await studio.StartWorkerAsync(engine);
        var owner = (await studio.EngineReadyAsync()).WorkerId;
        await studio.StartWorkerAsync(engine);
        for (var seed = 0; seed < 4; seed++)
            Assert.Equal(owner, (await studio.EndAsync(await studio.AskAsync(new JobAsked { Seed = seed }))).WorkerId);

        await first.StopAsync();

        var job = await studio.EndAsync(await studio.AskAsync(new JobAsked { Seed = 9 }));
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.NotEqual(owner, job.WorkerId);
    }

    [Fact]
    public async Task A_job_moves_when_its_engine_stays_away_and_another_can_do_it()
    {
        await using var near = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 1000);
        await using var far = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 1000);
        await using var cable = EngineCable.Plugged(near.Address);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([cable.Address, far.Address.ToString()], ("Running:AwayTolerance", "00:00:00.500"));
        await studio.EngineReadyAsync("engine-1");
        await studio.EngineReadyAsync("engine-2");
        var ids = new[] { await studio.AskAsync(new JobAsked { Steps = 20 }), await studio.AskAsync(new JobAsked { Steps = 20, Seed = 2 }) };
        foreach (var id in ids)
            await studio.UntilAsync(id, job => job.State is JobState.Running or JobState.Submitted);
        var onNear = ids.Select(id => studio.JobAsync(id));
        var moved = (await Task.WhenAll(onNear)).First(job => job.EngineId == "engine-1").Id;

        await cable.UnplugAsync();
        await far.Faults.SetSpeedAsync(0, Stop);

        var job = await studio.EndAsync(moved);
        Assert.Equal((JobState.Succeeded, "engine-2"), (job.State, job.EngineId));
    }
}
