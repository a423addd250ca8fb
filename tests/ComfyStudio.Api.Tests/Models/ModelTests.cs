using ComfyStudio.Api.Models;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Models;

public sealed class ModelTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task MODEL_SELECT_002_The_models_of_all_engines_come_together_with_who_has_them()
    {
        await _api.PublishEngineAsync("one", catalog: _api.Catalog("xl/juggernaut.safetensors", StudioApi.Sdxl));
        await _api.PublishEngineAsync("two", EngineStatus.Unreachable, _api.Catalog(StudioApi.Sdxl, "user_models/myMerge_v2.safetensors"));

        var models = (await _api.GetAsync("/api/models")).Body;

        var checkpoints = models["checkpoints"]!.AsArray();
        Assert.Equal(["juggernaut", "myMerge_v2", "sd_xl_base_1.0"], checkpoints.Select(model => (string)model!["label"]!));
        Assert.Equal(["xl", null, null], checkpoints.Select(model => (string?)model!["folder"]));
        Assert.Equal(["base", "merged", "base"], checkpoints.Select(model => (string)model!["group"]!));
        Assert.Equal(["one", "two"], checkpoints[2]!["engines"]!.AsArray().Select(engine => (string)engine!));
        Assert.Equal("lora", (string)models["loras"]![0]!["group"]!);
        Assert.Equal(["euler", "dpmpp_2m"], models["samplers"]!.AsArray().Select(sampler => (string)sampler!));
        Assert.True((bool)models["reachable"]!);
        Assert.NotNull(models["asOf"]);
    }

    [Fact]
    public async Task MODEL_SELECT_020_Without_engines_there_is_nothing_and_that_is_said()
    {
        var models = (await _api.GetAsync("/api/models")).Body;

        Assert.Empty(models["checkpoints"]!.AsArray());
        Assert.False((bool)models["reachable"]!);
        Assert.Null(models["asOf"]);
    }

    [Theory]
    [InlineData("user_models/a.safetensors", "a", null)]
    [InlineData("sdxl/people/b.ckpt", "b", "sdxl/people")]
    [InlineData(@"sdxl\c.safetensors", "c", "sdxl")]
    [InlineData("model.v1.5", "model.v1.5", null)]
    public void MODEL_SELECT_005_006_Names_are_shown_without_folder_and_extension(string name, string label, string? folder) =>
        Assert.Equal((label, folder), (ModelName.LabelOf(name), ModelName.FolderOf(name)));
}
