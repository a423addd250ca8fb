using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Templates;

public sealed class PreflightTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task An_engine_with_everything_is_ready()
    {
        await _api.PublishNodesAsync(NodeFixture.Json);

        var engine = await InspectAsync("text_to_image_flux");

        Assert.True((bool)engine["isReady"]!, engine.ToJsonString());
        Assert.Empty(engine["missingNodes"]!.AsArray());
        Assert.Empty(engine["missingModels"]!.AsArray());
    }

    [Fact]
    public async Task What_is_missing_is_told_with_where_it_is_found_and_where_it_goes()
    {
        await _api.PublishNodesAsync(NodeFixture.Changed(nodes =>
        {
            nodes.Remove("DualCLIPLoader");
            nodes.Remove("ADE_AnimateDiffLoaderGen1");
        }));

        var flux = await InspectAsync("text_to_image_flux");
        Assert.False((bool)flux["isReady"]!);
        Assert.Equal("""[{"classType":"DualCLIPLoader","package":null,"url":null}]""", flux["missingNodes"]!.ToJsonString());
        Assert.Equal(["t5xxl_fp8_e4m3fn.safetensors", "clip_l.safetensors"], flux["missingModels"]!.AsArray().Select(model => (string)model!["name"]!));

        var video = await InspectAsync("animatediff_video");
        Assert.Equal("ComfyUI-AnimateDiff-Evolved", (string)video["missingNodes"]![0]!["package"]!);
        var motion = Assert.Single(video["missingModels"]!.AsArray())!;
        Assert.Equal(("v3_sd15_mm.ckpt", "motion", "ComfyUI/models/animatediff_models"), ((string)motion["name"]!, (string)motion["slot"]!, (string)motion["where"]!));
        Assert.StartsWith("https://huggingface.co/", (string)motion["url"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_that_are_off_are_not_missed()
    {
        string[] optional = ["CLIPSetLastLayer", "VAELoader", "LatentUpscaleBy", "LoraLoader", "OpenposePreprocessor"];
        await _api.PublishNodesAsync(NodeFixture.Changed(nodes => Array.ForEach(optional, name => nodes.Remove(name))));

        Assert.True((bool)(await InspectAsync("text_to_image_sdxl"))["isReady"]!);
        Assert.True((bool)(await InspectAsync("controlnet_pose"))["isReady"]!);
    }

    [Fact]
    public async Task Inputs_that_nodes_gained_are_told()
    {
        await _api.PublishNodesAsync(NodeFixture.Changed(nodes =>
            nodes["VAEDecode"]!["input"]!["required"]!["tiles"] = JsonNode.Parse("""["INT", { "default": 2 }]""")));

        var engine = await InspectAsync("text_to_image_sd15");

        Assert.Equal("""[{"nodeId":"8","classType":"VAEDecode","input":"tiles","value":2}]""", engine["gainedInputs"]!.ToJsonString());
        Assert.True((bool)engine["isReady"]!);
    }

    [Fact]
    public async Task Every_engine_is_told_of_or_the_one_that_is_asked_about()
    {
        await _api.PublishNodesAsync(NodeFixture.Json, "full");
        await _api.PublishEngineAsync("silent", EngineStatus.Unreachable);

        var all = (await _api.GetAsync("/api/templates/upscale/preflight")).Body["engines"]!.AsArray();
        Assert.Equal([("full", true, false), ("silent", false, false)], all.Select(engine => ((string)engine!["engineId"]!, (bool)engine["isReachable"]!, (bool)engine["isReady"]!)));
        Assert.Equal("model", (string)all[0]!["missingModels"]![0]!["slot"]!);
        Assert.Single((await _api.GetAsync("/api/templates/upscale/preflight?engine=silent")).Body["engines"]!.AsArray());
        Assert.Equal(404, (await _api.GetAsync("/api/templates/upscale/preflight?engine=nobody")).Status);
        Assert.Equal(404, (await _api.GetAsync("/api/templates/nothing/preflight")).Status);
    }

    private async Task<JsonNode> InspectAsync(string template) =>
        Assert.Single((await _api.GetAsync($"/api/templates/{template}/preflight")).Body["engines"]!.AsArray())!;
}
