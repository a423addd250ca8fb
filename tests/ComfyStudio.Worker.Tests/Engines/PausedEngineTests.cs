using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Engines;

public sealed class PausedEngineTests(RedisServer redis)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_paused_engine_ends_what_it_has_and_gets_nothing_new_until_it_is_resumed()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        var ids = new List<JobId>();
        for (var seed = 1; seed <= 3; seed++)
            ids.Add(await studio.AskAsync(new JobAsked { Steps = 20, Seed = seed }));
        await studio.UntilAsync(ids[0], JobState.Running);
        await studio.UntilAsync(ids[1], JobState.Submitted);

        await studio.Queue.PauseAsync(new PauseScope.Engine("engine-1"), Stop);
        await studio.EngineAsync("engine-1", snapshot => snapshot.Mode is EngineMode.Paused);
        await engine.Faults.SetSpeedAsync(0, Stop);

        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(ids[0])).State);
        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(ids[1])).State);
        await studio.EngineAsync("engine-1", snapshot => snapshot.Jobs.Count == 0);
        Assert.Equal(JobState.Queued, (await studio.JobAsync(ids[2])).State);

        await studio.Queue.ResumeAsync(new PauseScope.Engine("engine-1"), Stop);
        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(ids[2])).State);
        await studio.EngineAsync("engine-1", snapshot => snapshot.Mode is EngineMode.Active);
    }

    [Fact]
    public async Task A_drained_engine_ends_what_runs_and_others_get_what_waited_there()
    {
        await using var near = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var far = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([near.Address.ToString()]);
        var ids = new[] { await studio.AskAsync(new JobAsked { Steps = 20 }), await studio.AskAsync(new JobAsked { Steps = 20, Seed = 2 }) };
        await studio.UntilAsync(ids[0], JobState.Running);
        await studio.UntilAsync(ids[1], JobState.Submitted);
        await studio.AddEngineAsync("far", far.Address);
        await studio.EngineReadyAsync("far");

        await studio.Queue.PauseAsync(new PauseScope.Engine("engine-1", Drain: true), Stop);

        var moved = await studio.EndAsync(ids[1]);
        Assert.Equal((JobState.Succeeded, "far"), (moved.State, moved.EngineId));
        Assert.Empty(moved.Failures);
        Assert.Equal(JobState.Running, (await studio.JobAsync(ids[0])).State);
        await near.Faults.SetSpeedAsync(0, Stop);
        var stayed = await studio.EndAsync(ids[0]);
        Assert.Equal((JobState.Succeeded, "engine-1"), (stayed.State, stayed.EngineId));
        await studio.EngineAsync("engine-1", snapshot => snapshot is { Mode: EngineMode.Draining, Jobs.Count: 0 });
        Assert.Equal(1, (await near.Faults.GetStateAsync(Stop)).Finished);
    }

    [Fact]
    public async Task Prompts_that_are_not_the_studios_are_told_apart()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var studio = new Studio(redis);
        using var somebody = new HttpClient { BaseAddress = engine.Address };
        for (var seed = 1; seed <= 2; seed++)
        {
            var prompt = new JsonObject { ["prompt"] = JsonNode.Parse(TestGraph.Of("theirs", seed, steps: 20).GetRawText()) };
            (await somebody.PostAsJsonAsync("prompt", prompt, Stop)).EnsureSuccessStatusCode();
        }
        await studio.StartWorkerAsync(engine);
        var id = await studio.AskAsync();
        await studio.UntilAsync(id, JobState.Submitted);

        var snapshot = await studio.EngineAsync("engine-1", found => found is { QueueRemaining: 3, Foreign.Count: 2 });

        Assert.Equal([true, false], snapshot.Foreign.Select(prompt => prompt.Running));
        await engine.Faults.SetSpeedAsync(0, Stop);
        await studio.EndAsync(id);
        await studio.EngineAsync("engine-1", found => found is { QueueRemaining: 0, Foreign.Count: 0 });
    }
}
