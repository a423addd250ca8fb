using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Generation;

public sealed class IdempotencyTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task The_same_key_with_the_same_request_is_carried_out_once_and_answered_alike()
    {
        var first = await _api.PostAsync("/api/generations", StudioApi.Request(count: 2), ("Idempotency-Key", "5e1f"));
        var second = await _api.PostAsync("/api/generations", StudioApi.Request(count: 2), ("Idempotency-Key", "5e1f"));

        Assert.Equal(202, second.Status);
        Assert.Equal((string)first.Body["id"]!, (string)second.Body["id"]!);
        Assert.Equal(Ids(first), Ids(second));
        Assert.Equal(2, (await _api.Queue.CountAsync(TestContext.Current.CancellationToken)).Queued);
    }

    [Fact]
    public async Task The_order_of_the_JSON_makes_no_other_request()
    {
        var slots = new JsonObject { ["checkpoint"] = StudioApi.Sdxl, ["prompt"] = "a lighthouse at dusk" };
        var turned = new JsonObject { ["slots"] = slots, ["template"] = "text_to_image_sdxl" };

        var first = await _api.PostAsync("/api/generations", StudioApi.Request(), ("Idempotency-Key", "5e1f"));
        var second = await _api.PostAsync("/api/generations", turned, ("Idempotency-Key", "5e1f"));

        Assert.Equal((string)first.Body["id"]!, (string)second.Body["id"]!);
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused()
    {
        await _api.PostAsync("/api/generations", StudioApi.Request(), ("Idempotency-Key", "5e1f"));

        var answer = await _api.PostAsync("/api/generations", StudioApi.Request(count: 3), ("Idempotency-Key", "5e1f"));

        Assert.Equal(422, answer.Status);
        Assert.Equal("/problems/idempotency-key-reused", answer.ProblemType);
        Assert.Equal(1, (await _api.Queue.CountAsync(TestContext.Current.CancellationToken)).Queued);
    }

    private static IEnumerable<string> Ids(Answer answer) => answer.Body["jobs"]!.AsArray().Select(job => (string)job!["id"]!);
}
