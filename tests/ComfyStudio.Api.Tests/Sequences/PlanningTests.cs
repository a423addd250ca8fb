using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Sequences;

public sealed class PlanningTests(RedisServer redis) : IAsyncLifetime
{
    private const string Tale =
        "Mara keeps the old lighthouse above the harbour. One evening a storm comes in from the sea and the lamp goes out. She climbs the stairs in the dark. "
        + "A fishing boat is lost between the rocks. Mara lights the lamp with her last match. The boat finds its way home in the morning.";

    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis, ("Sequences:Watch", "00:01:00"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task FUN_SEQUENCE_GEN_003_007_A_story_becomes_seven_frames_to_be_reviewed()
    {
        var answer = await _api.PostAsync("/api/sequences", new JsonObject { ["text"] = Tale });

        Assert.True(answer.Status == 201, answer.ToString());
        Assert.Equal(("reviewing", 7), ((string)answer.Body["status"]!, answer.Body["frames"]!.AsArray().Count));
        Assert.Null(answer.Body["source"]!["problem"]);
        Assert.All(answer.Body["frames"]!.AsArray(), frame => Assert.NotEqual("", (string)frame!["composed"]!["prompt"]!));
    }

    [Fact]
    public async Task FUN_SEQUENCE_GEN_005_006_A_story_that_is_too_short_or_too_many_frames_are_told()
    {
        var answer = await _api.PostAsync("/api/sequences", new JsonObject { ["text"] = "Too short.", ["frames"] = 51 });

        Assert.Equal(400, answer.Status);
        Assert.Contains("at least 100 characters", answer.Error("text"), StringComparison.Ordinal);
        Assert.NotEqual("", answer.Error("frames"));
        Assert.Empty((await _api.GetAsync("/api/sequences")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task A_new_plan_leaves_locked_cells_as_they_are()
    {
        var begun = await _api.PostAsync("/api/sequences", new JsonObject { ["text"] = Tale });
        var story = new Story(_api, (string)begun.Body["id"]!);
        var id = (await story.FrameIdsAsync())[1];
        await story.SendAsync(HttpMethod.Patch, $"/frames/{id}", new JsonObject
        {
            ["version"] = await story.VersionAsync(),
            ["frame"] = new JsonObject { ["action"] = "my very own words", ["locks"] = new JsonArray("action") },
        });

        var again = await _api.PostAsync(story.Path + "/plan", new JsonObject { ["frames"] = 5 });

        Assert.True(again.Status == 200, again.ToString());
        Assert.Equal((5, "my very own words"), (again.Body["frames"]!.AsArray().Count, (string)again.Body["frames"]![1]!["action"]!));
    }
}
