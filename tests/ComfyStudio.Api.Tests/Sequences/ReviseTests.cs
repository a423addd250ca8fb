using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Sequences;

public sealed class ReviseTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;
    private Story _story = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await StudioApi.StartAsync(redis, ("Sequences:Watch", "00:01:00"));
        _story = await Story.BeginAsync(_api, 2);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task C1_8_A_frame_is_changed_in_words_and_no_other()
    {
        var (second, version) = ((await _story.FrameAsync(2)).ToJsonString(), await _story.VersionAsync());

        var answer = await ReviseAsync("a close-up, at night, with a lantern");

        Assert.True(answer.Status == 200, answer.ToString());
        var frame = answer.Body["frames"]![0]!;
        Assert.Equal(("closeUp", "at night", "action number 1, a lantern"), ((string)frame["shotType"]!, (string)frame["timeOfDay"]!, (string)frame["action"]!));
        Assert.Equal((version + 1, "Shot 1"), ((int)answer.Body["version"]!, (string)frame["title"]!));
        Assert.Empty(frame["takes"]!.AsArray());
        Assert.Equal(second, (await _story.FrameAsync(2)).ToJsonString());
    }

    [Fact]
    public async Task A_locked_cell_stays_whatever_is_wished()
    {
        var id = (await _story.FrameIdsAsync())[0];
        await _story.SendAsync(HttpMethod.Patch, $"/frames/{id}", new JsonObject
        {
            ["version"] = await _story.VersionAsync(),
            ["frame"] = new JsonObject { ["shotType"] = "wide", ["locks"] = new JsonArray("shotType") },
        });

        var answer = await ReviseAsync("closer, at night");

        var frame = answer.Body["frames"]![0]!;
        Assert.Equal(("wide", "at night"), ((string)frame["shotType"]!, (string)frame["timeOfDay"]!));
    }

    [Fact]
    public async Task A_frame_with_a_prompt_of_its_own_says_so_and_keeps_it()
    {
        var id = (await _story.FrameIdsAsync())[0];
        await _story.SendAsync(HttpMethod.Patch, $"/frames/{id}", new JsonObject
        {
            ["version"] = await _story.VersionAsync(),
            ["frame"] = new JsonObject { ["promptOverride"] = "all my own words" },
        });

        var answer = await ReviseAsync("closer");

        Assert.Equal(400, answer.Status);
        Assert.Contains("a prompt of its own", answer.Error("wish"), StringComparison.Ordinal);
        Assert.Equal("all my own words", (string)(await _story.FrameAsync(1))["promptOverride"]!);
    }

    [Fact]
    public async Task What_cannot_be_wished_is_told()
    {
        var (id, version) = ((await _story.FrameIdsAsync())[0], await _story.VersionAsync());

        Assert.Contains("Say what", (await ReviseAsync("  ")).Error("wish"), StringComparison.Ordinal);
        Assert.Contains("500 are the most", (await ReviseAsync(new string('x', 501))).Error("wish"), StringComparison.Ordinal);
        Assert.Contains("no frame", (await _story.PostAsync("/frames/nobody/revise", new JsonObject { ["wish"] = "closer" })).Error("frame"), StringComparison.Ordinal);
        Assert.Equal(404, (await _api.PostAsync("/api/sequences/nothing/frames/nobody/revise", new JsonObject { ["version"] = 1, ["wish"] = "closer" })).Status);
        Assert.Equal(409, (await _story.PostAsync($"/frames/{id}/revise", new JsonObject { ["version"] = version - 1, ["wish"] = "closer" })).Status);
        Assert.Equal(version, await _story.VersionAsync());
    }

    private async Task<Answer> ReviseAsync(string wish) => await _story.PostAsync($"/frames/{(await _story.FrameIdsAsync())[0]}/revise", new JsonObject { ["wish"] = wish });
}
