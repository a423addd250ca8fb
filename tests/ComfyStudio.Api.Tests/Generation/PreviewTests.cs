using System.Text.Json.Nodes;
using ComfyStudio.Api.Tests.Templates;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Generation;

public sealed class PreviewTests(RedisServer redis) : IAsyncLifetime
{
    private readonly TemplatesFolder _prompts = new();
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _prompts.WriteFile("wildcards/light.txt", "# light\nmoonlight\n\ncandlelight\n"u8.ToArray());
        _prompts.WriteFile("styles.json", """[{ "name": "Ink", "prefix": "ink drawing", "suffix": "white paper", "negative": "photo" }]"""u8.ToArray());
        _api = await StudioApi.StartAsync(redis, ("Prompts:Folder", _prompts.Path));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _prompts.Dispose();
    }

    [Fact]
    public async Task A_preview_shows_the_graph_with_its_bound_values_and_queues_nothing()
    {
        var preview = (await PreviewAsync(new JsonObject { ["seed"] = 7, ["steps"] = 31 }, count: 3)).Body;

        Assert.Equal(31, (int)preview["graph"]!["3"]!["inputs"]!["steps"]!);
        Assert.Contains(preview["marks"]!.AsArray(), mark => mark!.ToJsonString() == """{"nodeId":"3","input":"steps","slot":"steps"}""");
        Assert.Equal([7, 8, 9], preview["seeds"]!.AsArray().Select(seed => (int)seed!));
        Assert.Equal(("a lighthouse at dusk", 31), ((string)preview["resolved"]!["prompt"]!, (int)preview["resolved"]!["steps"]!));
        Assert.Empty((await _api.GetAsync("/api/jobs")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task A_preview_says_what_is_wrong_as_the_request_itself_would() =>
        Assert.Equal("Steps must be from 1 to 150.", (await PreviewAsync(new JsonObject { ["steps"] = 0 })).Error("slots.steps"));

    [Fact]
    public async Task A_long_prompt_is_told_with_the_words_that_count_for_less()
    {
        var preview = (await PreviewAsync(new JsonObject { ["prompt"] = $"{string.Join(' ', Enumerable.Repeat("sea", 75))}, gulls above" })).Body;

        var tokens = preview["tokens"]!.AsArray().Single(count => (string)count!["slot"]! == "prompt")!;
        Assert.Equal((78, 75, "CLIP", true), ((int)tokens["count"]!, (int)tokens["size"]!, (string)tokens["encoder"]!, (bool)tokens["isEstimate"]!));
        Assert.Equal(
            "Prompt has about 78 tokens, and CLIP reads 75 at a time: from \"gulls above\" on it may count for less.",
            (string)Assert.Single(preview["warnings"]!.AsArray())!["message"]!);
    }

    [Fact]
    public async Task Each_picture_draws_with_its_own_seed_and_keeps_what_was_asked()
    {
        const string Asked = "a {red|green|blue|white|black} boat by __light__";
        var slots = new JsonObject { ["prompt"] = Asked, ["seed"] = 100 };

        var jobs = (await _api.PostAsync("/api/generations", StudioApi.Request(slots, count: 12))).Body["jobs"]!.AsArray();

        Assert.All(jobs, job => Assert.Matches("^a (red|green|blue|white|black) boat by (moonlight|candlelight)$", (string)job!["prompt"]!));
        Assert.All(jobs, job => Assert.Equal(Asked, (string)job!["promptTemplate"]!));
        Assert.True(jobs.Select(job => (string)job!["prompt"]!).Distinct().Count() > 3);
        var again = (await _api.PostAsync("/api/generations", StudioApi.Request(slots, count: 12))).Body["jobs"]!.AsArray();
        Assert.Equal(jobs.Select(job => (string)job!["prompt"]!), again.Select(job => (string)job!["prompt"]!));
        var graph = (await _api.GetAsync($"/api/jobs/{(string)jobs[0]!["id"]!}")).Body["graph"]!;
        Assert.Equal((string)jobs[0]!["prompt"]!, (string)graph["6"]!["inputs"]!["text"]!);
    }

    [Fact]
    public async Task A_list_that_is_not_there_is_warned_of()
    {
        var preview = (await PreviewAsync(new JsonObject { ["prompt"] = "a boat by __lihgt__" })).Body;

        Assert.Equal("a boat by __lihgt__", (string)preview["resolved"]!["prompt"]!);
        Assert.StartsWith("Prompt: there is no list 'lihgt' to draw from", (string)Assert.Single(preview["warnings"]!.AsArray())!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_style_is_put_around_the_prompt()
    {
        var request = StudioApi.Request(new JsonObject { ["prompt"] = "a cat", ["negative"] = "dogs" });
        request["style"] = "ink";

        var job = (await _api.PostAsync("/api/generations", request)).Body["jobs"]![0]!;

        Assert.Equal("ink drawing, a cat, white paper", (string)job["prompt"]!);
        Assert.Equal("a cat", (string)job["promptTemplate"]!);
        Assert.Equal(("dogs, photo", "dogs"), ((string)job["slots"]!["negative"]!, (string)job["asked"]!["negative"]!));
        request["style"] = "oil";
        Assert.Equal("There is no style 'oil'; there are 'Ink'.", (await _api.PostAsync("/api/generations", request)).Error("style"));
    }

    [Fact]
    public async Task A_draft_is_smaller_and_quicker_with_the_same_seed_and_knows_what_was_asked()
    {
        var request = StudioApi.Request(new JsonObject { ["steps"] = 30, ["width"] = 1024, ["height"] = 768, ["seed"] = 5, ["hires"] = true, ["batch"] = 4 });
        request["draft"] = true;

        var job = (await _api.PostAsync("/api/generations", request)).Body["jobs"]![0]!;

        Assert.True((bool)job["draft"]!);
        Assert.Equal("""{"steps":8,"width":512,"height":384,"seed":5,"hires":false,"batch":1}""", Pick(job["slots"]!, "steps", "width", "height", "seed", "hires", "batch"));
        Assert.Equal("""{"steps":30,"width":1024,"height":768,"hires":true,"batch":4}""", Pick(job["asked"]!, "steps", "width", "height", "hires", "batch"));
        Assert.False((bool)(await _api.PostAsync("/api/generations", StudioApi.Request())).Body["jobs"]![0]!["draft"]!);
    }

    [Fact]
    public async Task Styles_and_lists_are_listed()
    {
        Assert.Equal("Ink", (string)(await _api.GetAsync("/api/prompts/styles")).Body[0]!["name"]!);
        Assert.Equal("""[{"name":"light","count":2}]""", (await _api.GetAsync("/api/prompts/wildcards")).Body.ToJsonString());
    }

    private static string Pick(JsonNode values, params string[] names) =>
        new JsonObject(names.Select(name => KeyValuePair.Create(name, values[name]?.DeepClone()))).ToJsonString();

    private Task<Answer> PreviewAsync(JsonObject slots, int? count = null) => _api.PostAsync("/api/generations/preview", StudioApi.Request(slots, count));
}
