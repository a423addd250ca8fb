using System.Text.Json.Nodes;
using ComfyStudio.Api.Tests.Templates;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Generation;

public sealed class EngineCheckTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Values_that_the_engines_node_refuses_are_told_by_field_together_with_all_others()
    {
        await _api.PublishNodesAsync(NodeFixture.Changed(nodes =>
        {
            Options(nodes, "KSampler", "steps")["max"] = 30;
            Options(nodes, "EmptyLatentImage", "width")["max"] = 1024;
        }));

        var answer = await SubmitAsync(new JsonObject { ["steps"] = 40, ["width"] = 2048, ["cfg"] = 99 });

        Assert.Equal(400, answer.Status);
        Assert.Equal("Steps does not suit the engine: 'steps' must be at most 30.", answer.Error("slots.steps"));
        Assert.Equal("Width does not suit the engine: 'width' must be at most 1024.", answer.Error("slots.width"));
        Assert.Equal("CFG must be from 1 to 30.", answer.Error("slots.cfg"));
    }

    [Fact]
    public async Task One_engine_that_takes_it_is_enough()
    {
        await _api.PublishNodesAsync(NodeFixture.Changed(nodes => Options(nodes, "KSampler", "steps")["max"] = 30), "old");
        await _api.PublishNodesAsync(NodeFixture.Json, "new");

        Assert.Equal(202, (await SubmitAsync(new JsonObject { ["steps"] = 40 })).Status);
    }

    [Fact]
    public async Task An_input_that_a_node_gained_is_sent_its_default_and_that_is_told()
    {
        await _api.PublishNodesAsync(NodeFixture.Changed(nodes =>
            nodes["KSampler"]!["input"]!["required"]!["sharpness"] = JsonNode.Parse("""["FLOAT", { "default": 0.25, "min": 0, "max": 1 }]""")));

        var answer = await SubmitAsync([]);

        Assert.Equal(202, answer.Status);
        var warning = Assert.Single(answer.Body["warnings"]!.AsArray())!;
        Assert.Equal("template", (string)warning["field"]!);
        Assert.Equal("The engine's node KSampler (node 3) has gained the input 'sharpness'; it is sent its default, 0.25.", (string)warning["message"]!);
        Assert.Equal(0.25, (double)(await GraphAsync(answer))["3"]!["inputs"]!["sharpness"]!);
    }

    [Fact]
    public async Task A_stored_job_that_is_tried_again_gets_what_its_nodes_gained_since()
    {
        await _api.PublishNodesAsync(NodeFixture.Json);
        Assert.Equal(202, (await SubmitAsync([])).Status);
        var failed = await _api.FailNextAsync();
        await _api.PublishNodesAsync(NodeFixture.Changed(nodes =>
            nodes["KSampler"]!["input"]!["required"]!["sharpness"] = JsonNode.Parse("""["INT", { "default": 3 }]""")));
        // Engines are looked at anew at most once a second here.
        await Eventually.TrueAsync(async () => (await _api.GetAsync("/api/engines")).Status == 200, TestContext.Current.CancellationToken);

        var retry = await _api.PostAsync($"/api/jobs/{failed}/retry");

        var job = (await _api.Queue.FindAsync(JobId.Parse((string)retry.Body["id"]!), TestContext.Current.CancellationToken))!;
        Assert.Equal(3, job.Spec.Graph.GetProperty("3").GetProperty("inputs").GetProperty("sharpness").GetInt32());
    }

    [Fact]
    public async Task A_model_is_known_however_its_engine_divides_folders()
    {
        await _api.PublishNodesAsync(NodeFixture.Json);

        var answer = await SubmitAsync(new JsonObject { ["loras"] = JsonNode.Parse("""[{ "name": "style/ink.safetensors" }]""") });
        Assert.Equal(202, answer.Status);
        Assert.Equal("Next in line", (string)answer.Body["jobs"]![0]!["waitReason"]!);

        Assert.Equal(
            "No engine has the LoRA 'style/inc.safetensors'. Did you mean 'style\\ink.safetensors'?",
            (await SubmitAsync(new JsonObject { ["loras"] = JsonNode.Parse("""[{ "name": "style/inc.safetensors" }]""") })).Error("slots.loras"));
    }

    [Fact]
    public async Task Choices_of_a_node_are_those_of_the_engine()
    {
        await _api.PublishNodesAsync(NodeFixture.Json);

        var flux = (await _api.GetAsync("/api/templates/text_to_image_flux")).Body;
        var precision = flux["slots"]!.AsArray().Single(slot => (string)slot!["name"]! == "precision")!;
        Assert.Equal(["default", "fp8_e4m3fn", "fp8_e4m3fn_fast", "fp8_e5m2"], precision["choices"]!.AsArray().Select(choice => (string)choice!));

        var answer = await _api.PostAsync("/api/generations", new JsonObject
        {
            ["template"] = "text_to_image_flux",
            ["slots"] = new JsonObject { ["prompt"] = "a cat", ["precision"] = "fp8" },
        });
        Assert.Contains("No engine has the precision 'fp8'.", answer.Error("slots.precision"), StringComparison.Ordinal);
    }

    private Task<Answer> SubmitAsync(JsonObject slots) => _api.PostAsync("/api/generations", StudioApi.Request(slots));

    private async Task<JsonNode> GraphAsync(Answer submitted) =>
        (await _api.GetAsync($"/api/jobs/{(string)submitted.Body["jobs"]![0]!["id"]!}")).Body["graph"]!;

    private static JsonNode Options(JsonObject nodes, string node, string input) => nodes[node]!["input"]!["required"]![input]![1]!;
}
