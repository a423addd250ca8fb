using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Generation;

public sealed class ChoiceTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task MODEL_SELECT_023_A_checkpoint_that_no_engine_has_is_refused_with_the_ones_it_may_have_meant()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl, "v1-5-pruned.safetensors"));

        var answer = await SubmitAsync(new JsonObject { ["checkpoint"] = "sd_xl_base.safetensors" });

        Assert.Equal(400, answer.Status);
        Assert.Equal(
            "No engine has the checkpoint 'sd_xl_base.safetensors'. Did you mean 'sd_xl_base_1.0.safetensors'?", answer.Error("slots.checkpoint"));
    }

    [Fact]
    public async Task A_sampler_that_no_engine_has_is_refused()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl));

        Assert.Equal("No engine has the sampler 'eular'. Did you mean 'euler'?", (await SubmitAsync(new JsonObject { ["sampler"] = "eular" })).Error("slots.sampler"));
    }

    [Fact]
    public async Task Nothing_is_refused_while_no_engine_has_told_what_it_has()
    {
        await _api.PublishEngineAsync();

        Assert.Equal(202, (await SubmitAsync(new JsonObject { ["checkpoint"] = "anything.safetensors", ["sampler"] = "anything" })).Status);
    }

    [Fact]
    public async Task A_model_whose_folder_comes_with_custom_nodes_says_so_where_no_engine_has_them()
    {
        var request = StudioApi.Request();
        request["template"] = "animatediff_video";
        var untold = (await _api.PostAsync("/api/generations", request)).Error("slots.motion");
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sd15));

        var told = (await _api.PostAsync("/api/generations", request)).Error("slots.motion");

        Assert.Equal("Motion model must be chosen: no engine has told yet which it has.", untold);
        Assert.Equal("Motion model must be chosen: no engine has a folder 'animatediff_models', so nodes that this workflow needs may be missing there.", told);
    }

    [Fact]
    public async Task With_an_engine_asked_for_only_its_own_checkpoints_count()
    {
        await _api.PublishEngineAsync("one", catalog: _api.Catalog(StudioApi.Sdxl));
        await _api.PublishEngineAsync("two", catalog: _api.Catalog(StudioApi.Sd15));
        var request = StudioApi.Request();
        request["engine"] = "two";

        Assert.Contains(StudioApi.Sdxl, (await _api.PostAsync("/api/generations", request)).Error("slots.checkpoint"), StringComparison.Ordinal);
    }

    private Task<Answer> SubmitAsync(JsonObject slots) => _api.PostAsync("/api/generations", StudioApi.Request(slots));
}
