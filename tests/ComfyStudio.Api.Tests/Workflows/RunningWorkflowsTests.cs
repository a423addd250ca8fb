using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Tests.Templates;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Workflows;

/// <summary>Other people's workflows the whole way: brought along, saved as they are proposed, filled in, rendered and stored.</summary>
public sealed class RunningWorkflowsTests(RunningTemplatesTests.Studio studio) : IClassFixture<RunningTemplatesTests.Studio>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Primitives, one of them through a reroute, a LoRA that is bypassed, a second picture that is muted, and text in another script.
    private const string OldEditor = """
        { "last_node_id": 20, "nodes": [
          { "id": 4, "type": "CheckpointLoaderSimple", "mode": 0, "outputs": [{ "name": "MODEL", "type": "MODEL" }, { "name": "CLIP", "type": "CLIP" }, { "name": "VAE", "type": "VAE" }], "widgets_values": ["модель.safetensors"] },
          { "id": 10, "type": "LoraLoader", "mode": 4, "inputs": [{ "name": "model", "type": "MODEL", "link": 1 }, { "name": "clip", "type": "CLIP", "link": 2 }],
            "outputs": [{ "name": "MODEL", "type": "MODEL" }, { "name": "CLIP", "type": "CLIP" }], "widgets_values": ["gone.safetensors", 1, 1] },
          { "id": 6, "type": "CLIPTextEncode", "inputs": [{ "name": "clip", "type": "CLIP", "link": 3 }], "outputs": [{ "name": "CONDITIONING", "type": "CONDITIONING" }], "widgets_values": ["маяк в сумерках"] },
          { "id": 7, "type": "CLIPTextEncode", "inputs": [{ "name": "clip", "type": "CLIP", "link": 4 }], "outputs": [{ "name": "CONDITIONING", "type": "CONDITIONING" }], "widgets_values": ["размыто"] },
          { "id": 11, "type": "PrimitiveNode", "title": "Side", "outputs": [{ "name": "INT", "type": "INT" }], "widgets_values": [256, "fixed"] },
          { "id": 12, "type": "Reroute", "inputs": [{ "name": "", "type": "*", "link": 6 }], "outputs": [{ "name": "", "type": "INT" }] },
          { "id": 5, "type": "EmptyLatentImage", "inputs": [{ "name": "width", "type": "INT", "link": 5, "widget": { "name": "width" } }, { "name": "height", "type": "INT", "link": 7, "widget": { "name": "height" } }],
            "outputs": [{ "name": "LATENT", "type": "LATENT" }], "widgets_values": [512, 512, 1] },
          { "id": 3, "type": "KSampler", "inputs": [{ "name": "model", "type": "MODEL", "link": 8 }, { "name": "positive", "type": "CONDITIONING", "link": 9 }, { "name": "negative", "type": "CONDITIONING", "link": 10 },
            { "name": "latent_image", "type": "LATENT", "link": 11 }], "outputs": [{ "name": "LATENT", "type": "LATENT" }], "widgets_values": [156922083557790, "randomize", 2, 7, "euler", "normal", 1] },
          { "id": 8, "type": "VAEDecode", "inputs": [{ "name": "samples", "type": "LATENT", "link": 12 }, { "name": "vae", "type": "VAE", "link": 13 }], "outputs": [{ "name": "IMAGE", "type": "IMAGE" }] },
          { "id": 9, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 14 }], "widgets_values": ["%date:yyyy%/mine"] },
          { "id": 15, "type": "ImageInvert", "mode": 2, "inputs": [{ "name": "image", "type": "IMAGE", "link": 15 }], "outputs": [{ "name": "IMAGE", "type": "IMAGE" }] },
          { "id": 16, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 16 }], "widgets_values": ["inverted"] },
          { "id": 17, "type": "Note", "widgets_values": ["look here"] }],
          "links": [[1, 4, 0, 10, 0, "MODEL"], [2, 4, 1, 10, 1, "CLIP"], [3, 10, 1, 6, 0, "CLIP"], [4, 10, 1, 7, 0, "CLIP"], [5, 11, 0, 5, 0, "INT"], [6, 11, 0, 12, 0, "INT"], [7, 12, 0, 5, 1, "INT"],
            [8, 10, 0, 3, 0, "MODEL"], [9, 6, 0, 3, 1, "CONDITIONING"], [10, 7, 0, 3, 2, "CONDITIONING"], [11, 5, 0, 3, 3, "LATENT"], [12, 3, 0, 8, 0, "LATENT"], [13, 4, 2, 8, 1, "VAE"],
            [14, 8, 0, 9, 0, "IMAGE"], [15, 8, 0, 15, 0, "IMAGE"], [16, 15, 0, 16, 0, "IMAGE"]], "groups": [], "version": 0.4 }
        """;

    // A subgraph whose node has the values of its widgets, and only a preview behind it.
    private const string Subgraph = """
        { "nodes": [
          { "id": 1, "type": "LoadImage", "outputs": [{ "name": "IMAGE", "type": "IMAGE" }, { "name": "MASK", "type": "MASK" }], "widgets_values": ["theirs.png", "image"] },
          { "id": 2, "type": "6ab5a000-0000-4000-8000-000000000001", "inputs": [{ "name": "image", "type": "IMAGE", "link": 1 }], "outputs": [{ "name": "IMAGE", "type": "IMAGE" }],
            "properties": { "proxyWidgets": [["5", "width"], ["5", "height"]] }, "widgets_values": [192, 96] },
          { "id": 3, "type": "PreviewImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 2 }] }],
          "links": [{ "id": 1, "origin_id": 1, "origin_slot": 0, "target_id": 2, "target_slot": 0, "type": "IMAGE" }, { "id": 2, "origin_id": 2, "origin_slot": 0, "target_id": 3, "target_slot": 0, "type": "IMAGE" }],
          "definitions": { "subgraphs": [{ "id": "6ab5a000-0000-4000-8000-000000000001", "name": "Scaling", "inputNode": { "id": -10 }, "outputNode": { "id": -20 },
            "inputs": [{ "name": "image", "type": "IMAGE", "linkIds": [4] }], "outputs": [{ "name": "IMAGE", "type": "IMAGE", "linkIds": [5] }],
            "nodes": [{ "id": 5, "type": "ImageScale", "inputs": [{ "name": "image", "type": "IMAGE", "link": 4 }], "outputs": [{ "name": "IMAGE", "type": "IMAGE" }], "widgets_values": ["lanczos", 64, 64, "disabled"] }],
            "links": [{ "id": 4, "origin_id": -10, "origin_slot": 0, "target_id": 5, "target_slot": 0, "type": "IMAGE" }, { "id": 5, "origin_id": 5, "origin_slot": 0, "target_id": -20, "target_slot": 0, "type": "IMAGE" }] }] },
          "version": 1 }
        """;

    [Fact]
    public async Task A_workflow_of_an_old_editor_runs_with_its_own_values()
    {
        var image = Assert.Single(await RunAsync(studio.Http, Encoding.UTF8.GetBytes(OldEditor), "old_editor"));

        Assert.Equal((256, 256), ((int)image!["width"]!, (int)image["height"]!));
    }

    [Fact]
    public async Task A_picture_that_holds_a_workflow_runs_as_it_was_made()
    {
        var png = TestPng.Make(texts: new Dictionary<string, string> { ["workflow"] = Subgraph });

        var image = Assert.Single(await RunAsync(studio.Http, png, "from_picture"));

        Assert.Equal((192, 96), ((int)image!["width"]!, (int)image["height"]!));
    }

    /// <summary>As a person would who changes nothing: models that are not there are replaced by the first that is, pictures are given.</summary>
    internal static async Task<JsonArray> RunAsync(HttpClient http, byte[] file, string id)
    {
        using var body = new ByteArrayContent(file);
        using var answer = await http.PostAsync("/api/workflows/import", body, Stop);
        var import = (await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!.AsObject();
        Assert.True(answer.IsSuccessStatusCode, import.ToJsonString());
        using var saved = await http.PutAsJsonAsync($"/api/templates/{id}", new JsonObject
        {
            ["title"] = id,
            ["graph"] = import["graph"]!.DeepClone(),
            ["slots"] = import["slots"]!.DeepClone(),
            ["groups"] = import["groups"]!.DeepClone(),
        }, Stop);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Stop));
        var values = await FillAsync(http, import);
        using var asked = await http.PostAsJsonAsync("/api/generations", new JsonObject { ["template"] = id, ["slots"] = values }, Stop);
        var accepted = await asked.Content.ReadFromJsonAsync<JsonNode>(Stop);
        Assert.True(asked.IsSuccessStatusCode, accepted!.ToJsonString());
        return await ImagesOfAsync(http, (string)accepted["jobs"]![0]!["id"]!);
    }

    private static async Task<JsonObject> FillAsync(HttpClient http, JsonObject import)
    {
        var models = (await http.GetFromJsonAsync<JsonNode>("/api/models", Stop))!;
        var missing = import["missingModels"]!.AsArray().Select(model => (string?)model!["slot"]).ToHashSet();
        var values = new JsonObject();
        foreach (var slot in import["slots"]!.AsArray())
        {
            var name = (string)slot!["name"]!;
            if ((string)slot["type"]! is "image" or "mask")
                values[name] = await UploadAsync(http);
            else if ((string)slot["type"]! == "prompt" && slot["default"] is null)
                values[name] = "a lighthouse";
            else if (missing.Contains(name) && (string)slot["type"]! == "loras")
                values[name] = new JsonArray();
            else if (missing.Contains(name))
                values[name] = (string)(models["folders"]?[(string)slot["choicesFrom"]!] ?? models[(string)slot["choicesFrom"]!])![0]!["name"]!;
        }

        return values;
    }

    private static async Task<string> UploadAsync(HttpClient http)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(TestPng.Make(128, 64, shade: 255));
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(file, "file", "picture.png");
        using var answer = await http.PostAsync("/api/inputs", form, Stop);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!["id"]!;
    }

    private static async Task<JsonArray> ImagesOfAsync(HttpClient http, string job)
    {
        JsonNode? view = null;
        await Eventually.TrueAsync(
            async () =>
            {
                view = await http.GetFromJsonAsync<JsonNode>($"/api/jobs/{job}", Stop);
                return (string)view!["state"]! is "succeeded" or "failed" or "parked";
            },
            Stop,
            "the job ends");
        Assert.True((string)view!["state"]! == "succeeded", view.ToJsonString());
        return view["images"]!.AsArray();
    }
}
