using ComfyStudio.Jobs;
using ComfyStudio.Simulator.Faults;
using ComfyStudio.Testing;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Running;

public sealed class FailureTests(RedisServer redis)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_graph_fails_at_once_with_node_and_field()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);

        var job = await studio.EndAsync(await studio.AskAsync(new JobAsked { Graph = id => TestGraph.Of(id.ToString(), sampler: "warp") }));

        var failure = Assert.Single(job.Failures);
        Assert.Equal((JobState.Failed, 1), (job.State, job.Attempt));
        Assert.Equal((FailureClass.Rejected, "5", "KSampler", "sampler_name"), (failure.Class, failure.NodeId, failure.NodeType, failure.Field));
        Assert.Contains("warp", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_throws_fails_the_job_with_the_engines_own_words()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        await engine.Faults.SetAsync(
            new FaultPlan { Nodes = [new NodeFault("VAEDecode", NodeFaultKind.Error) { Message = "shapes cannot be multiplied" }] }, Stop);

        var job = await studio.EndAsync(await studio.AskAsync());

        var failure = Assert.Single(job.Failures);
        Assert.Equal(JobState.Failed, job.State);
        Assert.Equal((FailureClass.NodeError, "6", "VAEDecode"), (failure.Class, failure.NodeId, failure.NodeType));
        Assert.Contains("shapes cannot be multiplied", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_out_of_memory_once_is_mended_by_freeing_and_trying_again()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        await engine.Faults.SetAsync(new FaultPlan { Nodes = [new NodeFault("KSampler", NodeFaultKind.OutOfMemory)] }, Stop);

        var job = await studio.EndAsync(await studio.AskAsync());

        Assert.Equal((JobState.Succeeded, 2), (job.State, job.Attempt));
        Assert.Equal(FailureClass.OutOfMemory, Assert.Single(job.Failures).Class);
    }

    [Fact]
    public async Task A_broken_gpu_takes_its_engine_out_of_service()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        await engine.Faults.SetAsync(new FaultPlan { Nodes = [new NodeFault("KSampler", NodeFaultKind.CudaFault)] }, Stop);

        var id = await studio.AskAsync();
        var broken = await studio.EngineAsync("engine-1", snapshot => snapshot.Status == EngineStatus.Unusable);
        Assert.Contains("restart", broken.Problem, StringComparison.Ordinal);

        await engine.Faults.RestartAsync(Stop);
        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(id)).State);
    }

    [Fact]
    public async Task A_picture_that_is_not_there_is_made_again_once()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        await engine.Faults.SetAsync(new FaultPlan { LoseOutputs = 1 }, Stop);

        var job = await studio.EndAsync(await studio.AskAsync());

        Assert.Equal(FailureClass.OutputMissing, job.Failures[0].Class);
        Assert.True(job.State is JobState.Succeeded or JobState.Parked);
    }

    [Fact]
    public async Task What_runs_too_long_is_interrupted_and_the_next_job_gets_its_turn()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine, ("Running:ExecutionTimeout", "00:00:01"));

        var slow = await studio.AskAsync(new JobAsked { Steps = 20 });
        var quick = await studio.AskAsync(new JobAsked { Steps = 1, Seed = 2 });

        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(quick)).State);
        var job = await studio.UntilAsync(slow, job => job.Failures.Count > 0);
        Assert.Equal(FailureClass.Timeout, job.Failures[0].Class);
    }

    [Fact]
    public async Task A_full_disk_is_told_from_a_failed_picture()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        await studio.EngineReadyAsync();
        // A file where the day's folder must go refuses every write, also to root.
        var today = Path.Join(studio.ImagesRoot, TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await File.WriteAllTextAsync(today, "", Stop);

        var id = await studio.AskAsync();
        await studio.UntilAsync(id, job => job.State == JobState.Collecting);
        File.Delete(today);

        var job = await studio.EndAsync(id);
        Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempt));
        Assert.Equal(1, (await engine.Faults.GetStateAsync(Stop)).Finished);
    }
}
