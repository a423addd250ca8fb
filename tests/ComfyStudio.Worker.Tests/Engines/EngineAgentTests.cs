using System.IO.Compression;
using System.Security.Cryptography;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Jobs;
using ComfyStudio.Simulator.Faults;
using ComfyStudio.Testing;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Engines;

public sealed class EngineAgentTests(RedisServer redis)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_engine_shows_what_it_is_and_what_it_has()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);

        var snapshot = await studio.EngineReadyAsync();

        Assert.Equal(("Engine 1", "0.33.0"), (snapshot.Name, snapshot.Version));
        Assert.NotNull(snapshot.Instance);
        Assert.NotEmpty(snapshot.Devices);
        var catalog = (await studio.Registry.FindCatalogAsync("engine-1", Stop))!;
        Assert.Contains(TestGraph.Checkpoint, catalog.Models["checkpoints"]);
        Assert.Contains("euler", catalog.Samplers);
        Assert.Contains("normal", catalog.Schedulers);
        Assert.Contains("KSampler", catalog.Nodes);
    }

    [Fact]
    public async Task An_engine_shows_what_its_nodes_take_and_the_models_of_every_folder()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        await studio.EngineReadyAsync();

        var catalog = (await studio.Registry.FindCatalogAsync("engine-1", Stop))!;
        var nodes = (await studio.Registry.FindNodesAsync("engine-1", Stop))!;

        using var gzip = new GZipStream(new MemoryStream(nodes.Gzip.ToArray()), CompressionMode.Decompress);
        using var json = new MemoryStream();
        await gzip.CopyToAsync(json, Stop);
        Assert.Equal(catalog.NodesHash, Convert.ToHexStringLower(SHA256.HashData(json.ToArray())));
        Assert.Equal(10_000, NodeCatalog.Parse(json.ToArray()).Find("KSampler")!.FindInput("steps")!.Max);
        Assert.Superset(new HashSet<string> { "checkpoints", "loras", "photomaker", "embeddings", "upscale_models" }, catalog.Models.Keys.ToHashSet());
        Assert.DoesNotContain("custom_nodes", catalog.Models.Keys);
    }

    [Fact]
    public async Task What_is_noted_in_a_model_is_told_to_whoever_asks()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        await studio.EngineReadyAsync();

        await studio.Registry.Models.AskAsync("engine-1", "loras/style/linocut_xl.safetensors", Stop);

        await Eventually.TrueAsync(async () => await studio.Registry.Models.FindAsync("engine-1", "loras/style/linocut_xl.safetensors", Stop) is not null, Stop);
        var details = (await studio.Registry.Models.FindAsync("engine-1", "loras/style/linocut_xl.safetensors", Stop))!;
        Assert.Equal(["linocut_xl style", "ink", "paper"], details.TrainedWords);
        Assert.Equal(("linocut_xl", "stable-diffusion-xl-v1-base", "image/png"), (details.Title, details.BaseModel, details.PreviewType));
    }

    [Fact]
    public async Task An_engine_that_is_away_at_the_start_says_what_to_do_and_comes_by_itself()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var cable = EngineCable.Unplugged(engine.Address);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([cable.Address]);
        var id = await studio.AskAsync();

        var away = await studio.EngineAsync("engine-1", snapshot => snapshot.Status == EngineStatus.Unreachable);
        Assert.Contains($"Nothing answers at {cable.Address}", away.Problem, StringComparison.Ordinal);
        Assert.Equal(JobState.Queued, (await studio.JobAsync(id)).State);

        cable.Plug();
        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(id)).State);
    }

    [Theory]
    [InlineData(401, "Engines__0__Token")]
    [InlineData(403, "Engines__0__Token")]
    [InlineData(404, "not ComfyUI")]
    public async Task An_engine_that_refuses_or_is_something_else_is_unusable_and_says_what_to_set(int status, string hint)
    {
        await using var engine = await SimulatorServer.StartAsync();
        await engine.Faults.SetAsync(new FaultPlan { FailRequests = 100_000, FailStatus = status }, Stop);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);

        var snapshot = await studio.EngineAsync("engine-1", engine => engine.Status == EngineStatus.Unusable);

        Assert.Contains(hint, snapshot.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restarted_engine_is_another_instance_and_a_reconnected_one_is_not()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        var before = await studio.EngineReadyAsync();

        await engine.Faults.CutSocketsAsync(Stop);
        await Eventually.TrueAsync(async () => (await engine.Faults.GetStateAsync(Stop)).Sockets == 1, Stop);
        var reconnected = await studio.EngineAsync("engine-1", snapshot => snapshot.SeenAt > before.SeenAt.AddSeconds(1));
        await engine.Faults.RestartAsync(Stop);
        var restarted = await studio.EngineAsync("engine-1", snapshot => snapshot.Instance != before.Instance);

        Assert.Equal(before.Instance, reconnected.Instance);
        Assert.NotNull(restarted.Instance);
    }

    [Fact]
    public async Task A_fresh_catalogue_is_read_when_somebody_asks()
    {
        await using var engine = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync(engine);
        var before = (await studio.EngineReadyAsync()).CatalogAt;

        await studio.Registry.RequestRefreshAsync("engine-1", Stop);

        await studio.EngineAsync("engine-1", snapshot => snapshot.CatalogAt > before);
    }

    [Fact]
    public async Task A_worker_without_engines_waits_and_does_not_fail()
    {
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([]);

        var id = await studio.AskAsync();

        Assert.Equal(JobState.Queued, (await studio.JobAsync(id)).State);
    }
}
