using ComfyStudio.Jobs.Redis;
using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class EngineRegistryTests(RedisServer redis)
{
    private static readonly EngineSnapshot Gpu = new()
    {
        Id = "gpu-1",
        Name = "Workshop",
        Address = "http://10.0.0.5:8188",
        Status = EngineStatus.Ready,
        SeenAt = DateTimeOffset.UnixEpoch,
        Devices = [new EngineDevice("RTX 4090", "cuda", 24L << 30, 20L << 30)],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_snapshot_is_read_back_as_it_was_published()
    {
        await using var queue = new TestQueue(redis);
        await queue.Engines.PublishAsync(Gpu, Cancel);
        await queue.Engines.PublishAsync(Gpu with { Id = "gpu-2", Name = "Attic" }, Cancel);

        Assert.Equivalent(Gpu, await queue.Engines.FindAsync("gpu-1", Cancel), strict: true);
        Assert.Equal(["Attic", "Workshop"], (await queue.Engines.ListAsync(Cancel)).Select(engine => engine.Name));
        Assert.Null(await queue.Engines.FindAsync("gpu-3", Cancel));
    }

    [Fact]
    public async Task A_worker_of_an_earlier_version_that_says_less_is_understood()
    {
        await using var queue = new TestQueue(redis);
        await queue.Engines.PublishAsync(Gpu, Cancel);
        var connection = queue.Get<RedisConnection>();
        const string Earlier = """{ "id": "gpu-1", "name": "Workshop", "address": "http://10.0.0.5:8188", "status": "Ready", "seenAt": "2026-11-21T12:00:00+00:00" }""";
        await connection.CallAsync(database => database.HashSetAsync($"{connection.Keys.Prefix}engines", "gpu-1", Earlier), Cancel);

        var engine = (await queue.Engines.FindAsync("gpu-1", Cancel))!;

        Assert.Equal(1, engine.Weight);
        Assert.All([engine.Left.Count, engine.Models.Count, engine.Tags.Count, engine.Foreign.Count, engine.Jobs.Count], count => Assert.Equal(0, count));
    }

    [Fact]
    public async Task Definitions_of_nodes_are_read_back_and_go_with_their_engine()
    {
        await using var queue = new TestQueue(redis);
        byte[] gzip = [0x1F, 0x8B, 0, 255, 128];
        Assert.Null(await queue.Engines.FindNodesHashAsync("gpu-1", Cancel));

        await queue.Engines.PublishNodesAsync("gpu-1", "abc", gzip, Cancel);

        var found = (await queue.Engines.FindNodesAsync("gpu-1", Cancel))!;
        Assert.Equal("abc", found.Sha256);
        Assert.Equal(gzip, found.Gzip.ToArray());
        Assert.Equal("abc", await queue.Engines.FindNodesHashAsync("gpu-1", Cancel));
        Assert.Null(await queue.Engines.FindNodesAsync("gpu-2", Cancel));

        await queue.Engines.ForgetAsync("gpu-1", Cancel);
        Assert.Null(await queue.Engines.FindNodesAsync("gpu-1", Cancel));
    }

    [Fact]
    public async Task An_event_is_raised_only_when_a_person_would_see_a_change()
    {
        await using var queue = new TestQueue(redis);
        await queue.Engines.PublishAsync(Gpu, Cancel);
        await queue.Engines.PublishAsync(Gpu with { SeenAt = Gpu.SeenAt.AddSeconds(2) }, Cancel);
        await queue.Engines.PublishAsync(Gpu with { Devices = [Gpu.Devices[0] with { VramFree = (20L << 30) + 1000 }] }, Cancel);
        Assert.Single(await queue.LoggedAsync());

        await queue.Engines.PublishAsync(Gpu with { Status = EngineStatus.Busy }, Cancel);

        var logged = await queue.LoggedAsync();
        Assert.Equal(2, logged.Count);
        Assert.Equal((StudioEventKind.Engine, "gpu-1"), (logged[1].Kind, logged[1].EngineId));
    }

    [Fact]
    public async Task An_engine_whose_worker_is_silent_is_unwatched_and_that_is_announced_once()
    {
        await using var queue = new TestQueue(redis, options => options.EngineTimeToLive = TimeSpan.FromSeconds(3));
        await queue.Engines.PublishAsync(Gpu, Cancel);

        await Eventually.HoldsAsync(async () => await queue.Engines.FindAsync("gpu-1", Cancel) is { Status: EngineStatus.Unwatched, Problem: not null });
        await queue.Engines.NoteUnwatchedAsync(Cancel);
        await queue.Engines.NoteUnwatchedAsync(Cancel);
        Assert.Equal(2, (await queue.LoggedAsync()).Count);

        await queue.Engines.PublishAsync(Gpu, Cancel);
        Assert.Equal(3, (await queue.LoggedAsync()).Count);
        Assert.Equal(EngineStatus.Ready, (await queue.Engines.FindAsync("gpu-1", Cancel))?.Status);
    }

    [Fact]
    public async Task A_catalog_outlives_its_engine_until_it_is_forgotten()
    {
        await using var queue = new TestQueue(redis);
        var catalog = new EngineCatalog
        {
            At = DateTimeOffset.UnixEpoch,
            Models = new Dictionary<string, IReadOnlyList<string>> { ["checkpoints"] = ["sd_xl_base_1.0.safetensors"] },
            Samplers = ["euler"],
            Schedulers = ["normal"],
            Nodes = ["KSampler"],
        };
        await queue.Engines.PublishAsync(Gpu, Cancel);
        await queue.Engines.PublishCatalogAsync("gpu-1", catalog, Cancel);

        Assert.Equivalent(catalog, await queue.Engines.FindCatalogAsync("gpu-1", Cancel), strict: true);

        await queue.Engines.ForgetAsync("gpu-1", Cancel);
        Assert.Null(await queue.Engines.FindCatalogAsync("gpu-1", Cancel));
        Assert.Empty(await queue.Engines.ListAsync(Cancel));
    }

    [Fact]
    public async Task One_worker_alone_owns_an_engine_until_it_gives_it_up_or_falls_silent()
    {
        await using var queue = new TestQueue(redis);
        var duration = TimeSpan.FromMinutes(1);

        Assert.True(await queue.Engines.OwnAsync("gpu-1", "worker-1", duration, Cancel));
        Assert.False(await queue.Engines.OwnAsync("gpu-1", "worker-2", duration, Cancel));
        Assert.True(await queue.Engines.OwnAsync("gpu-2", "worker-2", duration, Cancel));

        await queue.Engines.DisownAsync("gpu-1", "worker-2", Cancel);
        Assert.True(await queue.Engines.OwnAsync("gpu-1", "worker-1", duration, Cancel));
        await queue.Engines.DisownAsync("gpu-1", "worker-1", Cancel);
        Assert.True(await queue.Engines.OwnAsync("gpu-1", "worker-2", TimeSpan.FromMilliseconds(100), Cancel));

        await Eventually.HoldsAsync(() => queue.Engines.OwnAsync("gpu-1", "worker-1", duration, Cancel));
    }

    [Fact]
    public async Task A_wish_for_a_fresh_catalog_waits_for_the_owner_and_is_taken_once()
    {
        await using var queue = new TestQueue(redis);
        await queue.Engines.RequestRefreshAsync("gpu-1", Cancel);
        await queue.Engines.RequestRefreshAsync("gpu-1", Cancel);

        Assert.True(await queue.Engines.TakeRefreshRequestAsync("gpu-1", Cancel));
        Assert.False(await queue.Engines.TakeRefreshRequestAsync("gpu-1", Cancel));
    }
}
