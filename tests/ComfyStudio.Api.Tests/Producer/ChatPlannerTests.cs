using System.Text.Json.Nodes;
using ComfyStudio.Api.Producer;
using ComfyStudio.Api.Tests.Sequences;
using ComfyStudio.ServiceDefaults.Configuration;
using ComfyStudio.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Tests.Producer;

/// <summary>With a small server in the OpenAI chat format that says what the test wants it to say.</summary>
public sealed class ChatPlannerTests(RedisServer redis) : IAsyncLifetime
{
    private readonly Queue<string> _answers = [];
    private readonly List<JsonNode> _asked = [];
    private readonly List<string?> _keys = [];
    private LoopbackServer _server = null!;
    private int _status = 200;
    private bool _isLoaded;
    private TaskCompletionSource? _hang;

    public async ValueTask InitializeAsync()
    {
        _server = new LoopbackServer("/{**path}", AnswerAsync).Tell("/api/ps", context => context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["models"] = _isLoaded ? new JsonArray(new JsonObject { ["name"] = "planner:latest" }) : [],
        }, context.RequestAborted));
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _hang?.TrySetResult();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_model_is_asked_with_a_strict_schema_and_the_story_as_data()
    {
        Say(Plan(3));
        await using var api = await StartAsync();

        var answer = await AskAsync(api, 3);

        Assert.Equal((200, 3), (answer.Status, answer.Body["frames"]!.AsArray().Count));
        var asked = Assert.Single(_asked);
        Assert.True((bool)asked["response_format"]!["json_schema"]!["strict"]!);
        Assert.DoesNotContain("hedgehog", (string)asked["messages"]![0]!["content"]!, StringComparison.Ordinal);
        Assert.Equal(Stories.Tale, (string)JsonNode.Parse((string)asked["messages"]![1]!["content"]!)!["story"]!);
        Assert.Equal("Bearer s3cret", Assert.Single(_keys));
        Assert.Equal(Plan(3), (string)answer.Body["raw"]!);
    }

    [Fact]
    public async Task C1_8_A_model_changes_one_frame_and_shows_nobody_whom_the_story_does_not_know()
    {
        Say("no", """{"characters":[{"id":"zed","name":"Zed","looks":"","outfits":[]}],"locations":[],"frames":[{"title":"Night","action":"a lamp","shotType":"detail","cast":["pip","zed"],"timeOfDay":"at night"}]}""");
        await using var api = await StartAsync();
        var story = await Story.BeginAsync(api, 1, new JsonObject { ["characters"] = new JsonArray(new JsonObject { ["id"] = "pip", ["name"] = "Pip" }) });

        var answer = await story.PostAsync($"/frames/{(await story.FrameIdsAsync())[0]}/revise", new JsonObject { ["wish"] = "only the lamp" });

        Assert.True(answer.Status == 200, answer.ToString());
        var frame = answer.Body["frames"]![0]!;
        Assert.Equal(("Night", "a lamp", "detail", "at night"), ((string)frame["title"]!, (string)frame["action"]!, (string)frame["shotType"]!, (string)frame["timeOfDay"]!));
        Assert.Equal("pip", (string)Assert.Single(frame["cast"]!.AsArray())!);
        Assert.Single(answer.Body["characters"]!.AsArray());
        Assert.Equal(2, _asked.Count);
        Assert.DoesNotContain("only the lamp", (string)_asked[0]["messages"]![0]!["content"]!, StringComparison.Ordinal);
        Assert.Equal("only the lamp", (string)JsonNode.Parse((string)_asked[0]["messages"]![1]!["content"]!)!["wish"]!);
        Assert.False(_isLoaded);
    }

    [Fact]
    public async Task C_3_the_models_memory_is_free_before_the_plan_is_handed_over()
    {
        Say(Plan(3));
        await using var api = await StartAsync();

        var answer = await AskAsync(api, 3);

        Assert.False(_isLoaded);
        Assert.Empty(answer.Body["warnings"]!.AsArray());
    }

    [Fact]
    public async Task C_3_a_bad_answer_is_mended_in_one_round()
    {
        Say(Plan(2), Plan(3));
        await using var api = await StartAsync();

        var answer = await AskAsync(api, 3);

        Assert.Equal((200, 3), (answer.Status, answer.Body["frames"]!.AsArray().Count));
        Assert.Equal(2, _asked.Count);
        Assert.Contains("exactly 3 were asked for", (string)_asked[1]["messages"]!.AsArray()[^1]!["content"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C_3_after_one_round_the_raw_text_is_shown()
    {
        Say("no", "still no");
        await using var api = await StartAsync();

        var answer = await AskAsync(api, 3);

        Assert.Equal((502, "/problems/producer-answer", "still no"), (answer.Status, answer.ProblemType, (string)answer.Body["raw"]!));
        Assert.Equal(2, _asked.Count);
        Assert.False(_isLoaded);
    }

    [Fact]
    public async Task C_3_a_long_plan_is_made_in_parts_with_the_people_so_far()
    {
        Say(Plan(4), Plan(5, "Spike"), Plan(5));
        await using var api = await StartAsync(("Producer:Http:FramesPerPart", "5"));

        var answer = await AskAsync(api, 14);

        Assert.Equal((200, 14), (answer.Status, answer.Body["frames"]!.AsArray().Count));
        Assert.Equal(["Pip"], answer.Body["characters"]!.AsArray().Select(person => (string)person!["name"]!));
        Assert.All(answer.Body["frames"]!.AsArray(), frame => Assert.StartsWith("Pip ", (string)frame!["action"]!, StringComparison.Ordinal));
        var second = JsonNode.Parse((string)_asked[1]["messages"]![1]!["content"]!)!;
        Assert.Equal("pip", (string)second["known"]!["characters"]![0]!["id"]!);
        Assert.Equal(("part 2 of 3", 4), ((string)second["part"]!, second["soFar"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_server_that_is_away_is_said_to_be_away()
    {
        await using var api = await StudioApi.StartAsync(redis, ("Producer:Kind", "http"), ("Producer:Http:Address", "http://127.0.0.1:1"), ("Producer:Http:Release", "off"));

        var (answer, view) = (await AskAsync(api, 3), await api.GetAsync("/api/producer"));

        Assert.Equal((503, "/problems/producer-away", "5"), (answer.Status, answer.ProblemType, answer.Header("Retry-After")));
        Assert.False((bool)view.Body["available"]!);
    }

    [Fact]
    public async Task A_server_that_is_too_slow_is_away()
    {
        _hang = new TaskCompletionSource();
        Say(Plan(3));
        await using var api = await StartAsync(("Producer:Http:Timeout", "00:00:00.300"), ("Producer:Http:Release", "off"));

        var answer = await AskAsync(api, 3);

        Assert.Equal(503, answer.Status);
        Assert.Contains("did not answer in time", (string)answer.Body["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "refused the key")]
    [InlineData(404, "does not know the model")]
    [InlineData(500, "answered 500")]
    public async Task A_server_that_refuses_is_away_with_its_reason(int status, string reason)
    {
        _status = status;
        Say("x");
        await using var api = await StartAsync();

        var answer = await AskAsync(api, 3);

        Assert.Equal(503, answer.Status);
        Assert.Contains(reason, (string)answer.Body["detail"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_talks_nonsense_is_shown_as_it_talks()
    {
        _answers.Enqueue("\0<html>hello</html>");
        await using var api = await StartAsync();

        var answer = await AskAsync(api, 3);

        Assert.Equal((502, "<html>hello</html>"), (answer.Status, (string)answer.Body["raw"]!));
    }

    [Fact]
    public void Without_an_address_the_studio_does_not_start()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Producer:Kind", "http")]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        services.AddValidatedOptions<ProducerOptions>(ProducerOptions.Section);
        using var provider = services.BuildServiceProvider();

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<ProducerOptions>>().Value);

        Assert.Contains("Producer:Http:Address", failure.Message, StringComparison.Ordinal);
    }

    private void Say(params string[] answers) => Array.ForEach(answers, _answers.Enqueue);

    private async Task AnswerAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        if (context.Request.Path == "/api/generate")
        {
            _isLoaded = (int)body["keep_alive"]! != 0;
            return;
        }

        _asked.Add(body);
        _keys.Add(context.Request.Headers.Authorization);
        if (_hang is { } hang)
            await hang.Task;
        _isLoaded = true;
        context.Response.StatusCode = _status;
        var said = _answers.Dequeue();
        await context.Response.WriteAsync(said[0] == '\0' ? said[1..] : new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject { ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = said } }),
        }.ToJsonString(), context.RequestAborted);
    }

    private static string Plan(int frames, string name = "Pip") => new JsonObject
    {
        ["title"] = "Pip flies",
        ["characters"] = new JsonArray(new JsonObject { ["id"] = "pip", ["name"] = name, ["looks"] = "a little hedgehog", ["outfits"] = new JsonArray() }),
        ["frames"] = new JsonArray([.. Enumerable.Range(1, frames).Select(number => (JsonNode)new JsonObject { ["action"] = $"{name} flies {number}", ["shotType"] = "wide", ["cast"] = new JsonArray("pip"), ["description"] = "Lily looks" })]),
    }.ToJsonString();

    private Task<StudioApi> StartAsync(params (string, string)[] settings) => StudioApi.StartAsync(
        redis, [("Producer:Kind", "http"), ("Producer:Http:Address", _server.Address + "/v1"), ("Producer:Http:Model", "planner"), ("Producer:Http:ApiKey", "s3cret"), .. settings]);

    private static Task<Answer> AskAsync(StudioApi api, int frames) =>
        api.PostAsync("/api/producer/prompts", new JsonObject { ["text"] = Stories.Tale, ["frames"] = frames });
}
