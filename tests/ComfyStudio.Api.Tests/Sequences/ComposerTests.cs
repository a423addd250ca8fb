using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Sequences;

public sealed class ComposerTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_prompt_is_put_together_of_coloured_parts_and_only_of_those_who_are_seen()
    {
        var story = await Story.BeginAsync(_api, 0, Bible(
            new JsonObject { ["action"] = "she lights the lamp", ["cast"] = new JsonArray("mara"), ["locationId"] = "tower", ["timeOfDay"] = "at night", ["shotType"] = "my own words" },
            new JsonObject { ["action"] = "the empty stairs" }));

        var first = (await story.FrameAsync(1))["composed"]!;
        var second = (await story.FrameAsync(2))["composed"]!;

        Assert.Equal("oil painting, woman with red hair, yellow coat, old lighthouse, warm light, at night, she lights the lamp, my own words, detailed", (string)first["prompt"]!);
        Assert.Equal(["style", "person", "place", "action", "shot", "suffix"], first["parts"]!.AsArray().Select(part => (string)part!["kind"]!));
        Assert.All(first["parts"]!.AsArray(), part =>
            Assert.StartsWith((string)part!["text"]!, ((string)first["prompt"]!)[(int)part["at"]!..], StringComparison.Ordinal));
        Assert.Equal("oil painting, the empty stairs, detailed", (string)second["prompt"]!);
        Assert.Equal("blurry", (string)second["negative"]!);
    }

    [Fact]
    public async Task A_frame_may_name_another_outfit_and_its_words_stay_as_they_were_written()
    {
        var story = await Story.BeginAsync(_api, 0, Bible(new JsonObject
        {
            ["action"] = "Mara, soaked (wet:1.2), {waits|sits}",
            ["cast"] = new JsonArray("mara"),
            ["outfits"] = new JsonObject { ["mara"] = "night" },
        }));

        Assert.Equal(
            "oil painting, woman with red hair, white nightgown, Mara, soaked (wet:1.2), {waits|sits}, detailed",
            (string)(await story.FrameAsync(1))["composed"]!["prompt"]!);
    }

    [Fact]
    public async Task Synonyms_are_replaced_as_whole_words_and_told()
    {
        var edit = Bible(new JsonObject { ["action"] = "A Raincoat hangs; the yellow coat falls, coats and overcoats lie about" });
        edit["style"]!["keywords"] = new JsonObject { ["yellow coat"] = new JsonArray("coat", "raincoat") };
        var story = await Story.BeginAsync(_api, 0, edit);

        var composed = (await story.FrameAsync(1))["composed"]!;

        Assert.Contains("A yellow coat hangs; the yellow coat falls, coats and overcoats lie about", (string)composed["prompt"]!, StringComparison.Ordinal);
        Assert.Equal("""[{"from":"Raincoat","to":"yellow coat"}]""", composed["replaced"]!.ToJsonString());
    }

    [Fact]
    public async Task What_a_frame_has_that_the_one_before_has_not_is_told()
    {
        var story = await Story.BeginAsync(_api, 0, Bible(new JsonObject { ["action"] = "the door opens" }, new JsonObject { ["action"] = "the door closes slowly" }));

        Assert.Empty((await story.FrameAsync(1))["composed"]!["changed"]!.AsArray());
        Assert.Equal(["closes", "slowly"], (await story.FrameAsync(2))["composed"]!["changed"]!.AsArray().Select(word => (string)word!));
    }

    [Fact]
    public async Task C4_A_prompt_over_the_limit_is_shown_with_its_cut_before_anything_starts()
    {
        var story = await Story.BeginAsync(_api, 0, Bible(new JsonObject { ["action"] = string.Join(' ', Enumerable.Repeat("word", 90)) }));

        var composed = (await story.FrameAsync(1))["composed"]!;
        var dry = (await _api.PostAsync(story.Path + "/dry-run", new JsonObject { ["pass"] = "final" })).Body;

        Assert.True((int)composed["tokens"]! > 75);
        Assert.Equal((75, "CLIP"), ((int)composed["limit"]!, (string)composed["encoder"]!));
        var cut = (int)composed["cutAt"]!;
        Assert.StartsWith("word", ((string)composed["prompt"]!)[cut..], StringComparison.Ordinal);
        Assert.Equal((int)composed["tokens"]!, (int)dry["frames"]![0]!["tokens"]!);
        Assert.Contains(dry["warnings"]!.AsArray(), warning => (string)warning!["field"]! == "frames[0].slots.prompt");
        Assert.Empty(await story.WaitingAsync());
    }

    [Fact]
    public async Task A_prompt_of_ones_own_stands_for_the_whole()
    {
        var story = await Story.BeginAsync(_api, 0, Bible(new JsonObject { ["action"] = "ignored", ["cast"] = new JsonArray("mara"), ["promptOverride"] = "just this" }));

        Assert.Equal("just this", (string)(await story.FrameAsync(1))["composed"]!["prompt"]!);
    }

    private static JsonObject Bible(params JsonNode[] frames) => new()
    {
        ["style"] = new JsonObject { ["prefix"] = "oil painting,", ["suffix"] = "detailed", ["negative"] = "blurry" },
        ["characters"] = new JsonArray(new JsonObject
        {
            ["id"] = "mara",
            ["name"] = "Mara",
            ["looks"] = "woman with red hair",
            ["outfits"] = new JsonArray(
                new JsonObject { ["id"] = "day", ["name"] = "Day", ["text"] = "yellow coat" }, new JsonObject { ["id"] = "night", ["name"] = "Night", ["text"] = "white nightgown" }),
        }),
        ["locations"] = new JsonArray(new JsonObject { ["id"] = "tower", ["name"] = "Tower", ["looks"] = "old lighthouse", ["light"] = "warm light" }),
        ["frames"] = new JsonArray(frames),
    };
}
