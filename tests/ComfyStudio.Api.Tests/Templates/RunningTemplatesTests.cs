using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.Api.Tests.Templates;

/// <summary>The shipped templates that need no custom nodes, through the whole studio of real processes to a stored picture.</summary>
public sealed class RunningTemplatesTests(RunningTemplatesTests.Studio studio) : IClassFixture<RunningTemplatesTests.Studio>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("text_to_image_sdxl", """{ "width": 512, "height": 640 }""", 512, 640)]
    [InlineData("text_to_image_sd15", """{ "width": 640, "height": 512 }""", 640, 512)]
    [InlineData("text_to_image_flux", """{ "width": 512, "height": 512, "loras": [{ "name": "style/linocut_xl.safetensors" }] }""", 512, 512)]
    [InlineData("img2img_sdxl", """{ "image": "@picture", "megapixels": null }""", 128, 64)]
    [InlineData("inpaint_sdxl", """{ "image": "@picture", "mask": "@mask", "megapixels": 0.1 }""", 456, 224)]
    [InlineData("inpaint_sdxl", """{ "image": "@picture", "mask": "@mask", "megapixels": null, "growMask": 8 }""", 128, 64)]
    [InlineData("controlnet_pose", """{ "image": "@picture", "width": 512, "height": 512 }""", 512, 512)]
    [InlineData("upscale", """{ "image": "@picture", "scale": 0.5 }""", 256, 128)]
    public async Task A_shipped_template_makes_a_picture(string template, string slots, int width, int height)
    {
        var images = await RunAsync(template, slots);

        var image = Assert.Single(images);
        Assert.Equal((width, height), ((int)image!["width"]!, (int)image["height"]!));
    }

    [Fact]
    public async Task Text_to_image_runs_with_every_part_switched_on()
    {
        var images = await RunAsync("text_to_image_sdxl", """
            { "width": 512, "height": 512, "batch": 2, "clipSkip": -2, "vae": "sdxl_vae.safetensors", "hires": true, "hiresScale": 1.5, "hiresSteps": 2,
              "loras": [{ "name": "detail_tweaker_xl.safetensors", "strength": 0.7 }, { "name": "style/gouache_v1.safetensors", "strength": 0.4, "clip": 0 }] }
            """);

        Assert.Equal([(768, 768), (768, 768)], images.Select(image => ((int)image!["width"]!, (int)image["height"]!)));
    }

    [Fact]
    public async Task The_preflight_of_a_fresh_engine_knows_what_can_run()
    {
        Assert.True((bool)(await EngineAsync("text_to_image_sdxl"))["isReady"]!);
        var video = await EngineAsync("animatediff_video");
        Assert.Equal(["ADE_AnimateDiffLoaderGen1", "SaveAnimatedWEBP"], video["missingNodes"]!.AsArray().Select(node => (string)node!["classType"]!));
    }

    private async Task<JsonNode> EngineAsync(string template) =>
        (await studio.Http.GetFromJsonAsync<JsonNode>($"/api/templates/{template}/preflight", Stop))!["engines"]![0]!;

    private async Task<JsonArray> RunAsync(string template, string slots)
    {
        var values = JsonNode.Parse(slots
            .Replace("@picture", await UploadAsync(TestPng.Make(128, 64)), StringComparison.Ordinal)
            .Replace("@mask", await UploadAsync(TestPng.Make(128, 64, shade: 255)), StringComparison.Ordinal))!.AsObject();
        if (template != "upscale")
            (values["prompt"], values["steps"], values["seed"]) = ("a lighthouse at dusk", 2, 7);
        using var answer = await studio.Http.PostAsJsonAsync("/api/generations", new JsonObject { ["template"] = template, ["slots"] = values }, Stop);
        var accepted = await answer.Content.ReadFromJsonAsync<JsonNode>(Stop);
        Assert.True(answer.IsSuccessStatusCode, accepted!.ToJsonString());
        return await ImagesOfAsync((string)accepted["jobs"]![0]!["id"]!);
    }

    private async Task<JsonArray> ImagesOfAsync(string job)
    {
        JsonNode? view = null;
        await Eventually.TrueAsync(
            async () =>
            {
                view = await studio.Http.GetFromJsonAsync<JsonNode>($"/api/jobs/{job}", Stop);
                return (string)view!["state"]! is "succeeded" or "failed" or "parked";
            },
            Stop,
            "the job ends");
        Assert.True((string)view!["state"]! == "succeeded", view.ToJsonString());
        return view["images"]!.AsArray();
    }

    private async Task<string> UploadAsync(byte[] png)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(png);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(file, "file", "picture.png");
        using var answer = await studio.Http.PostAsync("/api/inputs", form, Stop);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!["id"]!;
    }

    public sealed class Studio : IAsyncLifetime
    {
        private StudioProcesses _processes = null!;

        public HttpClient Http => _processes.Client.Http;

        public async ValueTask InitializeAsync() => _processes = await StudioProcesses.StartAsync(
            new StudioSetup { Thumbnailer = false, Settings = new Dictionary<string, string> { ["Simulator__MillisecondsPerStep"] = "1" } }, Stop);

        public ValueTask DisposeAsync() => _processes.DisposeAsync();
    }
}
