using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Queue;

/// <summary>The order of what waits.</summary>
public sealed class LineTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task What_waits_comes_in_the_order_of_its_claims_part_by_part()
    {
        var ids = await _api.SubmitAsync(count: 5);
        await _api.RunNextAsync();

        var first = await _api.GetAsync("/api/queue/waiting?limit=3");
        var rest = await _api.GetAsync("/api/queue/waiting?offset=3");

        Assert.Equal(Texts(ids.Skip(1)), Ids(first).Concat(Ids(rest)));
        Assert.Equal((4, 4), ((int)first.Body["total"]!, (int)rest.Body["total"]!));
        Assert.Equal([0, 1, 2], first.Body["items"]!.AsArray().Select(job => (int)job!["position"]!));
    }

    [Fact]
    public async Task A_part_that_is_asked_for_wrongly_names_every_fault()
    {
        var answer = await _api.GetAsync("/api/queue/waiting?offset=-1&limit=501");

        Assert.Equal(["limit", "offset"], answer.Body["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task A_waiting_job_is_moved_before_another_to_the_front_and_to_the_back()
    {
        var ids = await _api.SubmitAsync(count: 4);

        var moved = await MoveAsync(ids[3], new JsonObject { ["before"] = ids[1].ToString() });
        Assert.Equal((200, ids[3].ToString(), 1), (moved.Status, (string)moved.Body["id"]!, (int)moved.Body["position"]!));
        Assert.Equal(Texts([ids[0], ids[3], ids[1], ids[2]]), await LineAsync());

        await MoveAsync(ids[2], new JsonObject { ["to"] = "front" });
        await MoveAsync(ids[0], new JsonObject { ["to"] = "back" });
        Assert.Equal(Texts([ids[2], ids[3], ids[1], ids[0]]), await LineAsync());

        Assert.Equal(ids[2], (await _api.ClaimAsync()).JobId);
    }

    [Fact]
    public async Task A_job_that_runs_already_can_not_be_moved_and_nothing_stands_before_it()
    {
        var ids = await _api.SubmitAsync(count: 2);
        await _api.RunNextAsync();

        Assert.Equal(409, (await MoveAsync(ids[0], new JsonObject { ["to"] = "back" })).Status);
        Assert.Equal(409, (await MoveAsync(ids[1], new JsonObject { ["before"] = ids[0].ToString() })).Status);
        Assert.Equal(409, (await _api.PostAsync($"/api/jobs/{ids[0]}/priority", new JsonObject { ["priority"] = 1 })).Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "to": "middle" }""")]
    [InlineData("""{ "to": "front", "before": "0123456789abcdef0123456789abcdef" }""")]
    public async Task A_place_that_is_none_is_refused(string body)
    {
        var ids = await _api.SubmitAsync();

        var answer = await _api.PostTextAsync($"/api/jobs/{ids[0]}/move", body);

        Assert.Equal(400, answer.Status);
        Assert.Contains("front", answer.Error("to"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("front", new[] { 1, 3, 0, 2, 4 })]
    [InlineData("back", new[] { 0, 2, 4, 1, 3 })]
    public async Task Several_jobs_are_moved_together_and_keep_their_order(string to, int[] expected)
    {
        var ids = await _api.SubmitAsync(count: 5);

        var answer = await _api.PostAsync("/api/queue/move", new JsonObject { ["jobs"] = Named(ids[1], ids[3]), ["to"] = to });

        Assert.Equal(2, (int)answer.Body["changed"]!);
        Assert.Equal(Texts(expected.Select(at => ids[at])), await LineAsync());
    }

    [Fact]
    public async Task Several_jobs_are_moved_before_another()
    {
        var ids = await _api.SubmitAsync(count: 5);

        await _api.PostAsync("/api/queue/move", new JsonObject { ["jobs"] = Named(ids[0], ids[4]), ["before"] = ids[3].ToString() });

        Assert.Equal(Texts([ids[1], ids[2], ids[0], ids[4], ids[3]]), await LineAsync());
    }

    [Fact]
    public async Task A_priority_goes_before_age()
    {
        var ids = await _api.SubmitAsync(count: 3);

        var first = await _api.PostAsync($"/api/jobs/{ids[2]}/priority", new JsonObject { ["priority"] = 0 });
        await _api.PostAsync("/api/queue/priority", new JsonObject { ["jobs"] = Named(ids[0]), ["priority"] = 9 });

        Assert.Equal((200, 0), (first.Status, (int)first.Body["priority"]!));
        Assert.Equal(Texts([ids[2], ids[1], ids[0]]), await LineAsync());
        Assert.Equal([0, 5, 9], (await _api.GetAsync("/api/queue/waiting")).Body["items"]!.AsArray().Select(job => (int)job!["priority"]!));
    }

    [Fact]
    public async Task A_priority_is_a_digit()
    {
        var ids = await _api.SubmitAsync();

        var answer = await _api.PostAsync($"/api/jobs/{ids[0]}/priority", new JsonObject { ["priority"] = 10 });

        Assert.Equal(400, answer.Status);
        Assert.Contains("0 (first)", answer.Error("priority"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_of_others_are_neither_seen_nor_moved()
    {
        var other = await _api.SubmitForAsync("somebody");
        var own = await _api.SubmitAsync();

        Assert.Equal(Texts(own), await LineAsync());
        Assert.Equal(404, (await MoveAsync(other.Id, new JsonObject { ["to"] = "back" })).Status);
        Assert.Equal(404, (await _api.PostAsync($"/api/jobs/{other.Id}/priority", new JsonObject { ["priority"] = 9 })).Status);
        Assert.Equal(409, (await MoveAsync(own[0], new JsonObject { ["before"] = other.Id.ToString() })).Status);
        var many = await _api.PostAsync("/api/queue/move", new JsonObject { ["jobs"] = Named(other.Id), ["to"] = "back" });
        Assert.Equal(0, (int)many.Body["changed"]!);
    }

    private Task<Answer> MoveAsync(JobId id, JsonObject where) => _api.PostAsync($"/api/jobs/{id}/move", where);

    private async Task<IEnumerable<string>> LineAsync() => Ids(await _api.GetAsync("/api/queue/waiting"));

    private static JsonArray Named(params JobId[] ids) => [.. ids.Select(id => JsonValue.Create(id.ToString()))];

    private static IEnumerable<string> Texts(IEnumerable<JobId> ids) => ids.Select(id => id.ToString());

    private static IEnumerable<string> Ids(Answer answer) => answer.Body["items"]!.AsArray().Select(job => (string)job!["id"]!);
}
