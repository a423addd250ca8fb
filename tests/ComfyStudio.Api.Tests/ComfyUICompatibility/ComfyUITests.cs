using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.ComfyUICompatibility;

public sealed class ComfyUITests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task G_02_A_picture_goes_from_generate_over_status_to_result()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl, StudioApi.Sd15));

        var accepted = await _api.PostAsync("/api/comfyui/generate", new JsonObject
        {
            ["prompt"] = "a cat",
            ["negativePrompt"] = "dogs",
            ["model"] = StudioApi.Sdxl,
            ["steps"] = 25,
            ["cfg"] = 7.5,
            ["seed"] = 5,
        });
        Assert.Equal(202, accepted.Status);
        Assert.Equal("queued", (string)accepted.Body["status"]!);
        var id = (string)accepted.Body["promptId"]!;
        Assert.Equal($"/api/comfyui/status/{id}", accepted.Header("Location"));

        var queued = (await _api.GetAsync($"/api/comfyui/status/{id}")).Body;
        Assert.Equal(("queued", 0, 0.0), ((string)queued["status"]!, (int)queued["position"]!, (double)queued["progress"]!));
        Assert.Equal(409, (await _api.GetAsync($"/api/comfyui/result/{id}")).Status);

        await _api.FinishNextAsync("a cat");
        Assert.Equal("completed", (string)(await _api.GetAsync($"/api/comfyui/status/{id}")).Body["status"]!);
        var result = (await _api.GetAsync($"/api/comfyui/result/{id}")).Body;
        Assert.Equal(200, (await _api.GetAsync((string)result["images"]![0]!["url"]!)).Status);
        var slots = result["metadata"]!["slots"]!;
        Assert.Equal(("a cat", "dogs", 25, 7.5, 5), ((string)slots["prompt"]!, (string)slots["negative"]!, (int)slots["steps"]!, (double)slots["cfg"]!, (int)slots["seed"]!));
    }

    [Theory]
    [InlineData(StudioApi.Sdxl, "text_to_image_sdxl")]
    [InlineData(StudioApi.Sd15, "text_to_image_sd15")]
    [InlineData("dreamshaper_8.safetensors", "text_to_image_sdxl")]
    public async Task G_02_The_model_decides_between_the_templates(string model, string template)
    {
        await _api.PublishEngineAsync();

        var accepted = await _api.PostAsync("/api/comfyui/generate", new JsonObject { ["prompt"] = "a cat", ["model"] = model });

        Assert.Equal(template, (string)(await _api.GetAsync($"/api/jobs/{accepted.Body["promptId"]}")).Body["template"]!);
    }

    [Fact]
    public async Task G_02_What_does_not_fit_is_named_in_the_words_of_this_request()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl));

        var answer = await _api.PostAsync("/api/comfyui/generate", new JsonObject { ["prompt"] = "", ["model"] = "x.safetensors", ["steps"] = 0 });

        Assert.Equal(400, answer.Status);
        Assert.Equal(["model", "prompt", "steps"], answer.Body["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task G_02_The_models_are_listed()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl));

        Assert.Equal(StudioApi.Sdxl, (string)(await _api.GetAsync("/api/comfyui/models")).Body["checkpoints"]![0]!["name"]!);
    }

    [Fact]
    public async Task G_02_STK_INTEGRATION_019_Without_an_engine_that_can_be_reached_all_four_answer_503()
    {
        await _api.PublishEngineAsync(status: EngineStatus.Unreachable);
        const string Id = "0123456789abcdef0123456789abcdef";

        Answer[] answers =
        [
            await _api.PostAsync("/api/comfyui/generate", new JsonObject { ["prompt"] = "a cat" }),
            await _api.GetAsync($"/api/comfyui/status/{Id}"),
            await _api.GetAsync($"/api/comfyui/result/{Id}"),
            await _api.GetAsync("/api/comfyui/models"),
        ];

        Assert.All(answers, answer => Assert.Equal((503, "/problems/engine-away"), (answer.Status, answer.ProblemType)));
    }

    [Fact]
    public async Task G_02_An_unknown_prompt_is_not_found()
    {
        await _api.PublishEngineAsync();

        Assert.Equal(404, (await _api.GetAsync("/api/comfyui/status/0123456789abcdef0123456789abcdef")).Status);
    }
}
