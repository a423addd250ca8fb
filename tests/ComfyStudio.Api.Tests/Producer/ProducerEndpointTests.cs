using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Producer;

public sealed class ProducerEndpointTests(RedisServer redis)
{
    [Fact]
    public async Task The_producer_tells_who_it_is_and_for_which_models()
    {
        await using var api = await StudioApi.StartAsync(redis);

        var answer = await api.GetAsync("/api/producer");

        Assert.Equal((200, "builtIn", true), (answer.Status, (string)answer.Body["kind"]!, (bool)answer.Body["available"]!));
        Assert.Contains(answer.Body["families"]!.AsArray(), family => (string)family!["dialect"]! == "tags" && family["shots"]!.AsArray().Count == 6);
    }

    [Fact]
    public async Task FUN_SEQUENCE_GEN_009_a_story_comes_back_as_frames()
    {
        await using var api = await StudioApi.StartAsync(redis);

        var answer = await api.PostAsync("/api/producer/prompts", new JsonObject { ["text"] = Stories.Tale });

        Assert.Equal((200, "story", 7), (answer.Status, (string)answer.Body["kind"]!, answer.Body["frames"]!.AsArray().Count));
        Assert.Equal("establishing", (string)answer.Body["frames"]![0]!["shotType"]!);
    }

    [Fact]
    public async Task FUN_SEQUENCE_GEN_005_006_what_does_not_fit_is_named_by_field()
    {
        await using var api = await StudioApi.StartAsync(redis);

        var answer = await api.PostAsync("/api/producer/prompts", new JsonObject { ["text"] = "Too short.", ["frames"] = 60, ["family"] = "none" });

        Assert.Equal(400, answer.Status);
        Assert.Contains("at least 100 characters; this one has 10", answer.Error("text"), StringComparison.Ordinal);
        Assert.Contains("3 to 50 frames, not 60", answer.Error("frames"), StringComparison.Ordinal);
        Assert.Contains("sdxl", answer.Error("family"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_may_be_short_and_long_but_not_longer_than_a_sequence()
    {
        await using var api = await StudioApi.StartAsync(redis);

        var two = await api.PostAsync("/api/producer/prompts", new JsonObject { ["text"] = "1. a door\n2. a street" });
        var many = await api.PostAsync("/api/producer/prompts", new JsonObject { ["text"] = string.Join('\n', Enumerable.Range(1, 60).Select(number => $"{number}. a door")) });

        Assert.Equal((200, 2), (two.Status, two.Body["frames"]!.AsArray().Count));
        Assert.Equal(400, many.Status);
        Assert.Contains("60 shots", many.Error("text"), StringComparison.Ordinal);
    }
}
