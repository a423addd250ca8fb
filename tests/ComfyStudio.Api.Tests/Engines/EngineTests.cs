using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Engines;

public sealed class EngineTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Engines_show_how_they_are_and_what_they_have()
    {
        await _api.PublishEngineAsync("gpu-2", EngineStatus.Unreachable, problem: "Nothing answers. Is ComfyUI started?");
        await _api.PublishEngineAsync("gpu-1", catalog: _api.Catalog(StudioApi.Sdxl, StudioApi.Sd15));

        var engines = (await _api.GetAsync("/api/engines")).Body.AsArray();

        Assert.Equal(["gpu-1", "gpu-2"], engines.Select(engine => (string)engine!["id"]!));
        Assert.Equal(("ready", 2, 6), ((string)engines[0]!["status"]!, (int)engines[0]!["checkpoints"]!, (int)engines[0]!["nodes"]!));
        Assert.Equal(24_000_000_000, (long)engines[0]!["devices"]![0]!["vramTotal"]!);
        Assert.Equal(("unreachable", "Nothing answers. Is ComfyUI started?"), ((string)engines[1]!["status"]!, (string)engines[1]!["problem"]!));
        Assert.Null(engines[1]!["catalogAt"]);
    }

    [Fact]
    public async Task One_engine_can_be_asked_for()
    {
        await _api.PublishEngineAsync();

        Assert.Equal("Engine gpu-1", (string)(await _api.GetAsync("/api/engines/gpu-1")).Body["name"]!);
        Assert.Equal(404, (await _api.GetAsync("/api/engines/gpu-9")).Status);
    }

    [Fact]
    public async Task MODEL_SELECT_019_A_fresh_catalogue_can_be_asked_for()
    {
        await _api.PublishEngineAsync();

        Assert.Equal(202, (await _api.PostAsync("/api/engines/gpu-1/refresh")).Status);
        Assert.Equal(202, (await _api.PostAsync("/api/models/refresh")).Status);
        Assert.Equal(404, (await _api.PostAsync("/api/engines/gpu-9/refresh")).Status);
    }

    [Fact]
    public async Task A_newer_catalogue_is_seen_at_once()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl));
        Assert.Equal(1, (int)(await _api.GetAsync("/api/engines/gpu-1")).Body["checkpoints"]!);

        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl, StudioApi.Sd15));

        Assert.Equal(2, (int)(await _api.GetAsync("/api/engines/gpu-1")).Body["checkpoints"]!);
    }
}
