using ComfyStudio.Jobs;
using ComfyStudio.Simulator.Faults;
using ComfyStudio.Testing;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Running;

/// <summary>Whatever gets lost on the way, there is one picture in the end, and it was rendered once if it could be.</summary>
public sealed class LostAnswerTests(RedisServer redis)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_lost_after_the_engine_accepted_leads_to_one_image()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        await studio.EngineReadyAsync();
        await engine.Faults.SetAsync(new FaultPlan { DropAnswersAfterAcceptance = 1 }, Stop);

        var job = await studio.EndAsync(await studio.AskAsync());

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Single(studio.Images);
        Assert.Equal(1, (await engine.Faults.GetStateAsync(Stop)).Finished);
        Assert.Empty(job.Failures);
    }

    [Fact]
    public async Task A_request_lost_before_the_engine_had_it_is_sent_again()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        await studio.EngineReadyAsync();
        await engine.Faults.SetAsync(new FaultPlan { DropRequestsBeforeAcceptance = 1 }, Stop);

        var job = await studio.EndAsync(await studio.AskAsync());

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Single(studio.Images);
        Assert.Equal(1, (await engine.Faults.GetStateAsync(Stop)).Finished);
    }

    [Fact]
    public async Task An_engine_that_fails_every_request_for_a_graph_ends_the_job_with_its_words()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        await studio.EngineReadyAsync();
        await engine.Faults.SetAsync(new FaultPlan { FailRequests = 3, FailStatus = 500, FailPath = "/prompt" }, Stop);

        var job = await studio.EndAsync(await studio.AskAsync());

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal(FailureClass.Internal, Assert.Single(job.Failures).Class);
    }

    [Fact]
    public async Task A_socket_cut_while_it_runs_does_not_lose_the_end()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 20);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        var id = await studio.AskAsync(new JobAsked { Steps = 40 });
        await studio.UntilAsync(id, JobState.Running);

        await engine.Faults.CutSocketsAsync(Stop);

        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(id)).State);
        Assert.Single(studio.Images);
    }

    [Fact]
    public async Task A_socket_that_is_open_and_silent_does_not_lose_the_end()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 10);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        await studio.EngineReadyAsync();
        await engine.Faults.SetAsync(new FaultPlan { SilentSockets = true }, Stop);

        var job = await studio.EndAsync(await studio.AskAsync(new JobAsked { Steps = 20 }));

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.NotNull(job.StartedAt);
    }

    [Fact]
    public async Task A_finished_picture_is_found_by_its_name_after_the_engine_forgot_everything()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 50);
        await using var cable = EngineCable.Plugged(engine.Address);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([cable.Address]);
        var id = await studio.AskAsync(new JobAsked { Steps = 10 });
        await studio.UntilAsync(id, JobState.Running);

        await cable.UnplugAsync();
        await Eventually.TrueAsync(async () => (await engine.Faults.GetStateAsync(Stop)).Finished == 1, Stop);
        await engine.Faults.RestartAsync(Stop);
        cable.Plug();

        var job = await studio.EndAsync(id);
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Empty(job.Failures);
        Assert.Equal(0, (await engine.Faults.GetStateAsync(Stop)).Finished);
        Assert.Single(studio.Images);
    }

    [Fact]
    public async Task A_job_that_ran_when_its_engine_restarted_runs_again_and_the_death_is_noted()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        var id = await studio.AskAsync(new JobAsked { Steps = 20 });
        await studio.UntilAsync(id, JobState.Running);

        await engine.Faults.SetSpeedAsync(0, Stop);
        await engine.Faults.RestartAsync(Stop);

        var job = await studio.EndAsync(id);
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal(1, job.EngineDeaths);
        Assert.Equal(FailureClass.EngineGone, Assert.Single(job.Failures).Class);
        Assert.Single(studio.Images);
    }

    [Fact]
    public async Task A_job_under_which_the_engine_dies_twice_is_parked()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        var id = await studio.AskAsync(new JobAsked { Steps = 20 });

        foreach (var attempt in new[] { 1, 2 })
        {
            await studio.UntilAsync(id, job => job.State == JobState.Running && job.Attempt == attempt);
            await engine.Faults.RestartAsync(Stop);
        }

        var job = await studio.EndAsync(id);
        Assert.Equal((JobState.Parked, 2), (job.State, job.EngineDeaths));
        Assert.Equal([FailureClass.EngineGone, FailureClass.EngineGone], job.Failures.Select(failure => failure.Class));
    }
}
