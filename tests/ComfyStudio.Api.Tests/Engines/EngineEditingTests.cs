using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Engines;

public sealed class EngineEditingTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private EngineDirectory Directory => _api.Get<EngineDirectory>();

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task An_added_engine_is_listed_before_any_worker_has_looked_at_it()
    {
        var added = await _api.PostAsync("/api/engines", Attic(tags: ["fast", "sdxl"], weight: 2));

        Assert.Equal(201, added.Status);
        var id = (string)added.Body["id"]!;
        Assert.StartsWith("the-attic-", id, StringComparison.Ordinal);
        Assert.Equal($"/api/engines/{id}", added.Header("Location"));
        var listed = Assert.Single((await _api.GetAsync("/api/engines")).Body.AsArray())!;
        Assert.Equal(
            ("The attic", "http://10.0.0.7:8188", "connecting", "studio", "active", 2.0),
            ((string)listed["name"]!, (string)listed["address"]!, (string)listed["status"]!, (string)listed["source"]!, (string)listed["mode"]!, (double)listed["weight"]!));
        Assert.Equal(["fast", "sdxl"], listed["tags"]!.AsArray().Select(tag => (string)tag!));
    }

    [Theory]
    [InlineData("name", "   ", "1 to 60")]
    [InlineData("address", "10.0.0.7:8188", "http://")]
    [InlineData("address", "ftp://10.0.0.7", "http://")]
    [InlineData("address", "http://ali:baba@10.0.0.7", "fields below")]
    [InlineData("address", "http://10.0.0.7/?token=x", "Leave out")]
    [InlineData("token", "two words", "one line")]
    [InlineData("password", "baba", "needs a user name", "userName")]
    public async Task What_does_not_fit_is_said_at_its_field(string field, string value, string sentence, string? at = null)
    {
        var request = Attic();
        request[field] = value;

        var refused = await _api.PostAsync("/api/engines", request);

        Assert.Equal((400, "/problems/validation"), (refused.Status, refused.ProblemType));
        Assert.Contains(sentence, refused.Error(at ?? field), StringComparison.Ordinal);
        Assert.DoesNotContain("baba", refused.ToString(), StringComparison.Ordinal);
        Assert.Empty(await Directory.ListAsync(Stop));
    }

    [Fact]
    public async Task Tags_and_weight_have_their_bounds()
    {
        var refused = await _api.PostAsync("/api/engines", Attic(tags: ["Big GPU"], weight: 11));

        Assert.Contains("8 tags", refused.Error("tags"), StringComparison.Ordinal);
        Assert.Contains("0.1 to 10", refused.Error("weight"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_engines_cannot_be_at_one_address()
    {
        await _api.PublishEngineAsync("gpu-1");

        var refused = await _api.PostAsync("/api/engines", Attic(address: "HTTP://10.0.0.5:8188/"));

        Assert.Equal("Engine gpu-1 is at this address already.", refused.Error("address"));
    }

    [Fact]
    public async Task A_secret_goes_in_and_never_comes_out()
    {
        var request = Attic();
        request["token"] = "sesame-4711";
        var added = await _api.PostAsync("/api/engines", request);
        var id = (string)added.Body["id"]!;

        Answer[] answers =
        [
            added, await _api.GetAsync("/api/engines"), await _api.GetAsync($"/api/engines/{id}"),
            await PutAsync(id, Attic(name: "Loft")), await _api.PostAsync($"/api/engines/{id}/pause"),
        ];

        Assert.All(answers, answer => Assert.DoesNotContain("sesame", answer.ToString(), StringComparison.Ordinal));
        Assert.True((bool)answers[2].Body["hasCredentials"]!);
        Assert.Equal("sesame-4711", (await Directory.FindCredentialsAsync(id, Stop)).Token);
    }

    [Fact]
    public async Task A_change_keeps_the_login_replaces_it_or_clears_it()
    {
        var request = Attic();
        request["token"] = "sesame-4711";
        var id = (string)(await _api.PostAsync("/api/engines", request)).Body["id"]!;

        var renamed = await PutAsync(id, Attic(name: "Loft"));
        Assert.Equal((200, "Loft", true), (renamed.Status, (string)renamed.Body["name"]!, (bool)renamed.Body["hasCredentials"]!));

        var other = Attic();
        (other["userName"], other["password"]) = ("ali", "baba");
        await PutAsync(id, other);
        Assert.Equal(new EngineCredentials(null, "ali", "baba"), await Directory.FindCredentialsAsync(id, Stop));

        var without = Attic();
        (without["token"], without["userName"], without["password"]) = ("", "", "");
        Assert.False((bool)(await PutAsync(id, without)).Body["hasCredentials"]!);
        Assert.Equal(404, (await PutAsync("nobody", Attic())).Status);
    }

    [Fact]
    public async Task A_login_does_not_follow_the_engine_to_another_server()
    {
        var request = Attic();
        request["token"] = "sesame-4711";
        var id = (string)(await _api.PostAsync("/api/engines", request)).Body["id"]!;

        var refused = await PutAsync(id, Attic(address: "http://elsewhere.example:8188"));

        Assert.Equal(400, refused.Status);
        Assert.Contains("was given for http://10.0.0.7:8188", refused.Error("token"), StringComparison.Ordinal);
        Assert.Equal(200, (await PutAsync(id, Attic(address: "http://10.0.0.7:8188/behind/a/proxy"))).Status);
    }

    [Fact]
    public async Task A_removal_can_be_taken_back()
    {
        var id = (string)(await _api.PostAsync("/api/engines", Attic())).Body["id"]!;

        var removed = await _api.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/engines/{id}"));
        Assert.Equal(200, removed.Status);
        Assert.True((DateTimeOffset)removed.Body["undoUntil"]! > DateTimeOffset.UnixEpoch);
        Assert.Empty((await _api.GetAsync("/api/engines")).Body.AsArray());
        Assert.Equal(404, (await PutAsync(id, Attic())).Status);

        Assert.Equal(200, (await _api.PostAsync($"/api/engines/{id}/restore")).Status);
        Assert.Single((await _api.GetAsync("/api/engines")).Body.AsArray());
        Assert.Equal(409, (await _api.PostAsync($"/api/engines/{id}/restore")).Status);
    }

    [Fact]
    public async Task A_configured_engine_is_changed_where_it_is_configured()
    {
        var told = await _api.PublishEngineAsync("gpu-1");
        await _api.Get<EngineRegistry>().PublishAsync(told with { Setting = "Engines__0__Address" }, Stop);

        var refused = await _api.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/engines/gpu-1"));

        Assert.Equal(409, refused.Status);
        Assert.Contains("Engines__0__Address", (string)refused.Body["detail"]!, StringComparison.Ordinal);
        Assert.Equal(409, (await PutAsync("gpu-1", Attic())).Status);
    }

    [Fact]
    public async Task An_engine_is_paused_drained_and_resumed()
    {
        await _api.PublishEngineAsync("gpu-1");

        Assert.Equal("paused", await ModeAfterAsync("pause"));
        Assert.Equal("draining", await ModeAfterAsync("drain"));
        Assert.Equal("active", await ModeAfterAsync("resume"));
        Assert.Equal(404, (await _api.PostAsync("/api/engines/gpu-9/pause")).Status);
    }

    [Fact]
    public async Task An_engine_tells_what_it_holds_and_whose_prompts_it_has()
    {
        var told = await _api.PublishEngineAsync("gpu-1");
        await _api.Get<EngineRegistry>().PublishAsync(
            told with
            {
                WorkerId = "box-1",
                Models = [new LoadedModel($"checkpoints/{StudioApi.Sdxl}", told.SeenAt)],
                Foreign = [new ForeignPrompt("prompt-7", Running: true)],
            },
            Stop);

        var engine = (await _api.GetAsync("/api/engines/gpu-1")).Body;

        Assert.Equal(
            ("configuration", "box-1", $"checkpoints/{StudioApi.Sdxl}", "prompt-7", true),
            ((string)engine["source"]!, (string)engine["workerId"]!, (string)engine["models"]![0]!["name"]!, (string)engine["foreign"]![0]!["promptId"]!,
                (bool)engine["foreign"]![0]!["running"]!));
    }

    private async Task<string> ModeAfterAsync(string deed) => (string)(await _api.PostAsync($"/api/engines/gpu-1/{deed}")).Body["mode"]!;

    private Task<Answer> PutAsync(string id, JsonObject request) =>
        _api.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"/api/engines/{id}") { Content = System.Net.Http.Json.JsonContent.Create(request) });

    private static JsonObject Attic(string name = "The attic", string address = "http://10.0.0.7:8188", string[]? tags = null, double weight = 1) => new()
    {
        ["name"] = name,
        ["address"] = address,
        ["tags"] = new JsonArray([.. (tags ?? []).Select(tag => JsonValue.Create(tag))]),
        ["weight"] = weight,
    };
}
