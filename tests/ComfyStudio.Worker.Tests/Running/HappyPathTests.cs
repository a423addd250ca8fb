using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Running;

public sealed class HappyPathTests(RedisServer redis)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_becomes_a_stored_image_with_all_that_is_known_of_its_making()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine, ("Engines:0:Simulator", "true"));

        var job = await studio.EndAsync(await studio.AskAsync(new JobAsked { Seed = 4242, Steps = 6 }));

        Assert.Equal(JobState.Succeeded, job.State);
        var output = Assert.Single(job.Outputs);
        Assert.Equal((512, 512), (output.Width, output.Height));
        Assert.Equal(output.RelativePath, Assert.Single(studio.Images));
        Assert.Empty(studio.Leftovers);
        var sidecar = studio.Sidecar(output.RelativePath).GetRawText();
        foreach (var known in new[] { "a lighthouse at dusk", "blurry", TestGraph.Checkpoint, "4242", "euler", "simulator", "Engine 1", job.Id.ToString(), "0af7651916cd43dd8448eb211c80319c", "text_to_image_sdxl" })
            Assert.Contains(known, sidecar, StringComparison.Ordinal);
        Assert.DoesNotContain("\"draft\"", sidecar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quick_look_is_marked_as_one()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);

        var job = await studio.EndAsync(await studio.AskAsync(new JobAsked { IsDraft = true }));

        Assert.True(studio.Sidecar(Assert.Single(job.Outputs).RelativePath).GetProperty("making").GetProperty("draft").GetBoolean());
    }

    [Fact]
    public async Task FUN_SEQUENCE_GEN_018_a_frame_goes_into_the_folder_of_its_sequence_by_its_name()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);

        var job = await studio.EndAsync(await studio.AskAsync(new JobAsked { Place = new JobPlace(JobPlace.Sequence, "0d9f31", "frame_003") }));

        var making = studio.Sidecar(Assert.Single(job.Outputs).RelativePath).GetProperty("making");
        Assert.Equal(["sequences/0d9f31/frame_003.png"], studio.Images);
        Assert.Equal("0d9f31", making.GetProperty("sequenceId").GetString());
        Assert.Equal(job.Spec.GroupId.ToString(), making.GetProperty("groupId").GetString());
    }

    [Fact]
    public async Task Times_tell_waiting_from_rendering()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);

        var job = await studio.EndAsync(await studio.AskAsync());

        Assert.True(job.LeasedAt <= job.SubmittedAt && job.SubmittedAt <= job.StartedAt && job.StartedAt <= job.CollectingAt && job.CollectingAt <= job.EndedAt);
    }

    [Fact]
    public async Task A_batch_in_one_graph_becomes_as_many_images_in_order()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);

        var job = await studio.EndAsync(await studio.AskAsync(new JobAsked { Graph = id => TestGraph.Of(id.ToString(), batch: 2) }));

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal([0, 1], job.Outputs.Select(output => output.Index));
        Assert.Equal(2, studio.Images.Count);
    }

    [Fact]
    public async Task Equal_jobs_each_get_their_own_file()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        var ids = new List<JobId>();
        for (var i = 0; i < 3; i++)
            ids.Add(await studio.AskAsync(new JobAsked { Seed = 9 }));

        foreach (var id in ids)
            Assert.Equal(JobState.Succeeded, (await studio.EndAsync(id)).State);

        Assert.Equal(3, studio.Images.Count);
    }

    [Fact]
    public async Task An_engine_gets_its_jobs_in_the_order_in_which_they_were_asked_for()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 5);
        await using var studio = new Studio(redis);
        var asked = new List<JobId>();
        for (var i = 0; i < 8; i++)
            asked.Add(await studio.AskAsync(new JobAsked { Seed = i, Steps = 2 }));

        await studio.StartWorkerAsync(engine);
        var ended = new List<Job>();
        foreach (var id in asked)
            ended.Add(await studio.EndAsync(id));

        Assert.Equal(asked, ended.OrderBy(job => job.StartedAt).Select(job => job.Id));
    }

    [Fact]
    public async Task An_engine_that_does_the_same_all_the_time_notices_what_has_the_turn_before_it()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 300);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine, ("Dispatching:Prefetch", "0"));
        foreach (var seed in Enumerable.Range(0, 2))
            await studio.EndAsync(await studio.AskAsync(new JobAsked { Seed = seed, Steps = 1 }));

        var first = await studio.AskAsync(new JobAsked { Seed = 2, Steps = 4 });
        await studio.UntilAsync(first, JobState.Running);
        var more = await studio.AskAsync(new JobAsked { Seed = 3, Steps = 1 });
        var urgent = await studio.AskAsync(new JobAsked { Seed = 4, Steps = 1, Priority = 0, Nodes = ["KSampler"] });

        Assert.True((await studio.EndAsync(urgent)).StartedAt < (await studio.EndAsync(more)).StartedAt);
    }

    [Fact]
    public async Task One_job_runs_and_one_waits_on_the_engine_and_the_rest_wait_in_the_queue()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        var ids = new List<JobId>();
        for (var i = 0; i < 4; i++)
            ids.Add(await studio.AskAsync(new JobAsked { Seed = i, Steps = 10 }));

        await studio.UntilAsync(ids[0], JobState.Running);
        await studio.UntilAsync(ids[1], JobState.Submitted);

        var state = await engine.Faults.GetStateAsync(Stop);
        Assert.NotNull(state.Running);
        Assert.Single(state.Pending);
        Assert.Equal(JobState.Queued, (await studio.JobAsync(ids[2])).State);
        await engine.Faults.SetSpeedAsync(0, Stop);
        foreach (var id in ids)
            Assert.Equal(JobState.Succeeded, (await studio.EndAsync(id)).State);
    }

    [Fact]
    public async Task Progress_and_previews_are_told_while_it_runs()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 300);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);

        var id = await studio.AskAsync(new JobAsked { Steps = 15 });
        var step = await studio.HeardAsync(happened => happened is { Progress: { NodeType: "KSampler", Value: > 0 } });
        var look = await studio.HeardAsync(happened => happened.Kind is StudioEventKind.Preview);

        Assert.Equal(id, step.JobId);
        Assert.InRange(step.Progress!.Fraction, 0.01, 0.99);
        Assert.False(look.Preview!.Image.IsEmpty);
        await engine.Faults.SetSpeedAsync(0, Stop);
        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(id)).State);
    }

    [Fact]
    public async Task Models_in_a_folder_run_on_an_engine_that_spells_folders_the_other_way()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.Models["checkpoints"] = ["xl\\base.safetensors"]);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);

        var job = await studio.EndAsync(await studio.AskAsync(new JobAsked
        {
            Models = ["checkpoints/xl/base.safetensors"],
            Graph = id => TestGraph.Of(id.ToString(), checkpoint: "xl/base.safetensors"),
        }));

        Assert.Equal(JobState.Succeeded, job.State);
    }

    [Fact]
    public async Task A_job_that_no_engine_can_do_waits()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        await studio.EngineReadyAsync();

        var impossible = await studio.AskAsync(new JobAsked { Models = ["checkpoints/nobody_has_it.safetensors"] });
        var possible = await studio.AskAsync();

        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(possible)).State);
        Assert.Equal(JobState.Queued, (await studio.JobAsync(impossible)).State);
    }
}
