using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Tests.Templates;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Workflows;

public sealed class OwnTemplateTests(RedisServer redis)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_of_ones_own_is_made_listed_and_rendered()
    {
        await using var studio = await StudioApi.StartAsync(redis);
        await studio.PublishEngineAsync(catalog: studio.Catalog("random-sd15.safetensors"));

        var saved = await PutAsync(studio, "mine", Mine());
        var submitted = await studio.PostAsync("/api/generations", new JsonObject { ["template"] = "mine", ["slots"] = new JsonObject { ["prompt"] = "a boat" } });

        Assert.Equal((201, "own", "1"), (saved.Status, (string)saved.Body["source"]!, (string)saved.Body["version"]!));
        Assert.Equal("mine", (string)(await studio.GetAsync("/api/templates")).Body.AsArray()[^1]!["id"]!);
        Assert.Equal(202, submitted.Status);
    }

    public static TheoryData<string> ShippedGraphs =>
        [.. Directory.GetFiles(Path.Combine(Checkout.Root, "workflows"), "*.template.json").Select(path => Path.GetFileName(path)[..^".template.json".Length])];

    [Theory]
    [MemberData(nameof(ShippedGraphs))]
    public async Task What_the_import_proposes_can_be_saved_as_it_is(string graph)
    {
        await using var studio = await StudioApi.StartAsync(redis);
        await studio.PublishNodesAsync(NodeFixture.Json);
        var imported = (await studio.PostTextAsync("/api/workflows/import", await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "workflows", graph + ".json"), Cancelled))).Body;

        var saved = await PutAsync(studio, "mine", new JsonObject
        {
            ["title"] = "Brought along",
            ["graph"] = imported["graph"]!.DeepClone(),
            ["slots"] = imported["slots"]!.DeepClone(),
            ["groups"] = imported["groups"]!.DeepClone(),
            ["requires"] = imported["requires"]?.DeepClone(),
        });

        Assert.True(saved.Status == 201, saved.Body.ToJsonString());
    }

    [Fact]
    public async Task What_draws_another_picture_is_a_new_version_and_other_words_are_not()
    {
        await using var studio = await StudioApi.StartAsync(redis);
        await PutAsync(studio, "mine", Mine());

        var words = await PutAsync(studio, "mine", Mine(title: "Better said"));
        var steps = await PutAsync(studio, "mine", Mine(title: "Better said", steps: 40));

        Assert.Equal((200, "1", "Better said"), (words.Status, (string)words.Body["version"]!, (string)words.Body["title"]!));
        Assert.Equal("2", (string)steps.Body["version"]!);
        Assert.Equal(["2", "1"], (await studio.GetAsync("/api/templates/mine/versions")).Body.AsArray().Select(version => (string)version!["version"]!));
        var first = (await studio.GetAsync("/api/templates/mine/versions/1")).Body;
        Assert.Equal(25, (int)first["graph"]!["3"]!["inputs"]!["steps"]!);
        Assert.Equal(404, (await studio.GetAsync("/api/templates/mine/versions/3")).Status);
    }

    [Fact]
    public async Task A_version_that_was_read_can_be_saved_again_as_it_is()
    {
        await using var studio = await StudioApi.StartAsync(redis);
        await PutAsync(studio, "mine", Mine());

        var again = await PutAsync(studio, "mine", (await studio.GetAsync("/api/templates/mine/versions/1")).Body.AsObject());

        Assert.Equal((200, "1"), (again.Status, (string)again.Body["version"]!));
    }

    [Fact]
    public async Task A_deleted_template_can_be_taken_back()
    {
        await using var studio = await StudioApi.StartAsync(redis);
        await PutAsync(studio, "mine", Mine());

        var deleted = await DeleteAsync(studio, "mine");
        var gone = await studio.GetAsync("/api/templates/mine");
        var restored = await studio.PostAsync("/api/templates/mine/restore");

        Assert.Equal((204, 404, 200), (deleted.Status, gone.Status, restored.Status));
        Assert.Equal(200, (await studio.GetAsync("/api/templates/mine")).Status);
        Assert.Equal(404, (await DeleteAsync(studio, "nobody")).Status);
        Assert.Equal(404, (await studio.PostAsync("/api/templates/nobody/restore")).Status);
    }

    [Fact]
    public async Task Templates_outlive_the_program_and_deleted_ones_stay_deleted()
    {
        using var folder = new ComfyStudio.Testing.Images.TestImagesFolder();
        var setting = ("Templates:OwnFolder", folder.Path);
        await using (var studio = await StudioApi.StartAsync(redis, setting))
        {
            await PutAsync(studio, "kept", Mine());
            await PutAsync(studio, "dropped", Mine());
            await DeleteAsync(studio, "dropped");
        }

        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "broken")).FullName, "1.json"), "{", Cancelled);
        await using var later = await StudioApi.StartAsync(redis, setting);

        Assert.Equal(200, (await later.GetAsync("/api/templates/kept")).Status);
        Assert.Equal(404, (await later.GetAsync("/api/templates/dropped")).Status);
        Assert.Equal(404, (await later.GetAsync("/api/templates/broken")).Status);
        Assert.Equal(200, (await later.PostAsync("/api/templates/dropped/restore")).Status);
        Assert.Equal([], Directory.EnumerateFiles(folder.Path, ".tmp-*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_by_field()
    {
        await using var studio = await StudioApi.StartAsync(redis);
        var template = Mine(title: " ");
        template["slots"]![1]!["inputs"] = new JsonArray("3.nothing");

        var answer = await PutAsync(studio, "mine", template);

        Assert.Equal(400, answer.Status);
        Assert.Equal("The template needs a title.", answer.Error("title"));
        Assert.StartsWith("Node '3' (KSampler) has no input 'nothing'", answer.Error("slots.steps"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graph_that_is_none_is_refused()
    {
        await using var studio = await StudioApi.StartAsync(redis);
        var template = Mine();
        template["graph"] = new JsonObject { ["1"] = new JsonObject { ["inputs"] = new JsonObject() } };

        Assert.Equal("Node '1' has no class_type.", (await PutAsync(studio, "mine", template)).Error("graph"));
    }

    [Theory]
    [InlineData("text_to_image_sdxl", 409)]
    [InlineData("Mine", 400)]
    [InlineData("..%2Fmine", 400)]
    [InlineData(".hidden", 400)]
    public async Task Other_ids_are_not_for_ones_own(string id, int status)
    {
        await using var studio = await StudioApi.StartAsync(redis);

        Assert.Equal(status, (await PutAsync(studio, id, Mine())).Status);
    }

    [Fact]
    public async Task A_template_goes_back_to_comfyui_as_plain_json()
    {
        await using var studio = await StudioApi.StartAsync(redis);
        await PutAsync(studio, "mine", Mine());

        var export = await studio.GetAsync("/api/templates/mine/export");

        Assert.Equal((200, "attachment; filename=mine.json; filename*=UTF-8''mine.json"), (export.Status, export.Header("Content-Disposition")));
        Assert.True(JsonNode.DeepEquals(Graph(), export.Body), export.Body.ToJsonString());
        Assert.Equal(200, (await studio.GetAsync("/api/templates/text_to_image_sdxl/export")).Status);
    }

    private static JsonObject Graph() => JsonNode.Parse(Encoding.UTF8.GetString(WorkflowFixtures.ApiWorkflow))!.AsObject();

    private static JsonObject Mine(string title = "Mine", int steps = 25)
    {
        var graph = Graph();
        graph["3"]!["inputs"]!["steps"] = steps;
        return new JsonObject
        {
            ["title"] = title,
            ["description"] = "What I like",
            ["tags"] = new JsonArray("mine"),
            ["graph"] = graph,
            ["slots"] = JsonNode.Parse("""
                [
                  { "name": "prompt", "label": "Prompt", "type": "prompt", "required": true, "inputs": ["6.text"] },
                  { "name": "steps", "label": "Steps", "type": "integer", "default": 20, "min": 1, "max": 150, "inputs": ["3.steps"] }
                ]
                """),
        };
    }

    private static async Task<Answer> PutAsync(StudioApi studio, string id, JsonObject template) =>
        await Answer.ReadAsync(await studio.Http.PutAsync($"/api/templates/{id}", JsonContent.Create((JsonNode)template), Cancelled));

    private static async Task<Answer> DeleteAsync(StudioApi studio, string id) =>
        await Answer.ReadAsync(await studio.Http.DeleteAsync($"/api/templates/{id}", Cancelled));
}
