using ComfyStudio.Testing;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Dispatching;

public sealed class PlacementTests(RedisServer redis)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_are_remembered_as_cold_and_warm_and_the_engine_says_what_it_has_loaded()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);

        await studio.EndAsync(await studio.AskAsync(new JobAsked { Seed = 1 }));
        await studio.EndAsync(await studio.AskAsync(new JobAsked { Seed = 2 }));

        var samples = await studio.Registry.RunSamplesAsync("engine-1", Stop);
        Assert.Equal([true, false], samples.Select(sample => sample.Warm));
        Assert.All(samples, sample => Assert.Equal("text_to_image_sdxl", sample.TemplateId));
        var loaded = await studio.EngineAsync("engine-1", snapshot => snapshot.Models.Count > 0);
        Assert.Equal($"checkpoints/{TestGraph.Checkpoint}", Assert.Single(loaded.Models).Name);
    }

    [Fact]
    public async Task A_job_goes_to_the_engine_that_has_its_models_loaded()
    {
        await using var first = await SimulatorServer.StartAsync(options => options.ModelLoad = TimeSpan.FromSeconds(2));
        await using var second = await SimulatorServer.StartAsync(options => options.ModelLoad = TimeSpan.FromSeconds(2));
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([first.Address.ToString(), second.Address.ToString()]);
        await studio.EngineReadyAsync("engine-1");
        await studio.EngineReadyAsync("engine-2");
        await studio.EndAsync(await studio.AskAsync(new JobAsked { EngineId = "engine-2", Seed = 1 }));
        await studio.EngineAsync("engine-2", snapshot => snapshot is { Models.Count: > 0, Jobs.Count: 0 });

        var job = await studio.EndAsync(await studio.AskAsync(new JobAsked { Seed = 2 }));

        Assert.Equal("engine-2", job.EngineId);
    }
}
