using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Sequences;

public sealed class DocumentTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task FUN_SEQUENCE_GEN_019_What_people_write_lies_in_the_sequences_own_folder_in_order()
    {
        var story = await Story.BeginAsync(_api, 3, new JsonObject { ["text"] = "A keeper lights the lamp.", ["style"] = new JsonObject { ["prefix"] = "oil painting" } });

        var file = story.File();

        Assert.Equal("A keeper lights the lamp.", (string)file["source"]!["text"]!);
        Assert.Equal("oil painting", (string)file["style"]!["prefix"]!);
        Assert.Equal(["Shot 1", "Shot 2", "Shot 3"], file["frames"]!.AsArray().Select(frame => (string)frame!["title"]!));
        var listed = Assert.Single((await _api.GetAsync("/api/sequences")).Body["items"]!.AsArray())!;
        Assert.Equal(("The lighthouse", "reviewing", 3, 0), ((string)listed["title"]!, (string)listed["status"]!, (int)listed["frames"]!, (int)listed["done"]!));
    }

    [Fact]
    public async Task FUN_SEQUENCE_GEN_012_A_change_of_what_somebody_else_changed_is_refused_with_how_it_is_now()
    {
        var story = await Story.BeginAsync(_api, 1);
        var read = await story.VersionAsync();
        await story.EditAsync(new JsonObject { ["title"] = "Theirs" });

        var answer = await story.EditAsync(new JsonObject { ["title"] = "Mine", ["version"] = read });

        Assert.Equal((409, "/problems/conflict"), (answer.Status, answer.ProblemType));
        Assert.Equal("Theirs", (string)answer.Body["current"]!["title"]!);
        Assert.Single(answer.Body["current"]!["frames"]!.AsArray());
        Assert.Equal("Theirs", (string)(await story.ViewAsync())["title"]!);
    }

    [Fact]
    public async Task Of_many_changes_at_once_to_one_version_exactly_one_is_made()
    {
        var story = await Story.BeginAsync(_api, 1);
        var version = await story.VersionAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => story.EditAsync(new JsonObject { ["title"] = $"Title {i}", ["version"] = version })));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(7, answers.Count(answer => answer.Status == 409));
        Assert.Equal(version + 1, await story.VersionAsync());
    }

    [Fact]
    public async Task FUN_SEQUENCE_GEN_012_A_frame_is_edited_in_place_and_what_is_left_out_stays()
    {
        var story = await Story.BeginAsync(_api, 2);
        var id = (await story.FrameIdsAsync())[1];

        var answer = await story.SendAsync(HttpMethod.Patch, $"/frames/{id}", new JsonObject
        {
            ["version"] = await story.VersionAsync(),
            ["frame"] = new JsonObject { ["description"] = "He climbs.", ["shotType"] = "closeUp", ["seed"] = 42 },
        });

        var frame = answer.Body["frames"]![1]!;
        Assert.Equal(("Shot 2", "He climbs.", "closeUp", 42), ((string)frame["title"]!, (string)frame["description"]!, (string)frame["shotType"]!, (int)frame["seed"]!));
        var cleared = await story.SendAsync(HttpMethod.Patch, $"/frames/{id}", new JsonObject
        {
            ["version"] = await story.VersionAsync(),
            ["frame"] = new JsonObject { ["seed"] = -1 },
        });
        Assert.Null(cleared.Body["frames"]![1]!["seed"]);
    }

    [Fact]
    public async Task A_locked_cell_stays_until_its_lock_is_taken_off()
    {
        var story = await Story.BeginAsync(_api, 1);
        var id = (await story.FrameIdsAsync())[0];
        await EditAsync(new JsonObject { ["locks"] = new JsonArray("action") });

        var refused = await EditAsync(new JsonObject { ["action"] = "something else" });
        var other = await EditAsync(new JsonObject { ["title"] = "another title" });
        var unlocked = await EditAsync(new JsonObject { ["locks"] = new JsonArray(), ["action"] = "something else" });

        Assert.Equal((400, "This cell is locked. Take its lock off first."), (refused.Status, refused.Error("frames[0].action")));
        Assert.Equal((200, 200), (other.Status, unlocked.Status));
        Assert.Equal("something else", (string)unlocked.Body["frames"]![0]!["action"]!);

        async Task<Answer> EditAsync(JsonObject frame) =>
            await story.SendAsync(HttpMethod.Patch, $"/frames/{id}", new JsonObject { ["version"] = await story.VersionAsync(), ["frame"] = frame });
    }

    [Fact]
    public async Task Who_leaves_the_story_leaves_locked_cells_and_comes_back_into_them()
    {
        var story = await Story.BeginAsync(_api, 1);
        var id = (await story.FrameIdsAsync())[0];
        await story.EditAsync(With(["mara", "tom"], new JsonObject { ["id"] = id, ["cast"] = new JsonArray("mara", "tom"), ["locks"] = new JsonArray("cast") }));

        var left = await story.EditAsync(With(["tom"]));
        Assert.Equal("""["tom"]""", CastOf(left));
        var put = await story.EditAsync(With(["tom"], new JsonObject { ["id"] = id, ["cast"] = new JsonArray() }));
        Assert.Equal("This cell is locked. Take its lock off first.", put.Error("frames[0].cast"));
        var back = await story.EditAsync(With(["mara", "tom"], new JsonObject { ["id"] = id, ["cast"] = new JsonArray("mara", "tom") }));
        Assert.Equal("""["mara","tom"]""", CastOf(back));

        static string CastOf(Answer answer) => answer.Body["frames"]![0]!["cast"]!.ToJsonString();
        static JsonObject With(string[] people, JsonObject? frame = null)
        {
            var edit = new JsonObject { ["characters"] = new JsonArray([.. people.Select(name => new JsonObject { ["id"] = name, ["name"] = name })]) };
            if (frame is not null)
                edit["frames"] = new JsonArray(frame);
            return edit;
        }
    }

    [Fact]
    public async Task Frames_are_inserted_taken_out_and_put_into_another_order()
    {
        var story = await Story.BeginAsync(_api, 3);
        var ids = await story.FrameIdsAsync();

        await story.PostAsync("/frames", new JsonObject { ["frame"] = new JsonObject { ["title"] = "Between" }, ["before"] = ids[1] });
        Assert.Equal(["Shot 1", "Between", "Shot 2", "Shot 3"], await TitlesAsync(story));
        await story.SendAsync(HttpMethod.Delete, $"/frames/{ids[0]}?version={await story.VersionAsync()}");
        Assert.Equal(["Between", "Shot 2", "Shot 3"], await TitlesAsync(story));
        var now = await story.FrameIdsAsync();
        var ordered = await story.PostAsync("/frames/order", new JsonObject { ["ids"] = new JsonArray([.. now.Reverse().Select(id => JsonValue.Create(id))]) });
        Assert.Equal([1, 2, 3], ordered.Body["frames"]!.AsArray().Select(frame => (int)frame!["number"]!));
        Assert.Equal(["Shot 3", "Shot 2", "Between"], await TitlesAsync(story));

        await story.PostAsync("/frames", new JsonObject { ["frame"] = new JsonObject { ["id"] = ids[0] } });
        Assert.Equal(["Shot 3", "Shot 2", "Between", "Shot 1"], await TitlesAsync(story));
        var wrong = await story.PostAsync("/frames/order", new JsonObject { ["ids"] = new JsonArray(ids[0], ids[0]) });
        Assert.Equal((400, "Name each of the 4 frames once, in their new order."), (wrong.Status, wrong.Error("ids")));
    }

    [Fact]
    public async Task All_faults_are_found_at_once_by_field()
    {
        var story = await Story.BeginAsync(_api, 1);

        var answer = await story.EditAsync(new JsonObject
        {
            ["title"] = "",
            ["family"] = "nonsense",
            ["template"] = "nowhere",
            ["characters"] = new JsonArray(
                new JsonObject { ["id"] = "mara", ["name"] = "Mara", ["references"] = new JsonArray(new JsonObject { ["input"] = new string('a', 64) }) },
                new JsonObject { ["id"] = "mara", ["name"] = "" }),
            ["frames"] = new JsonArray(new JsonObject { ["cast"] = new JsonArray("nobody"), ["durationMs"] = 1, ["locks"] = new JsonArray("moon") }),
        });

        Assert.Equal(400, answer.Status);
        Assert.Equal(
            ["characters[0].references[0].input", "characters[1].id", "characters[1].name", "family", "frames[0].cast", "frames[0].durationMs", "frames[0].locks", "template", "title"],
            answer.Body["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{ "frames": [null] }""")]
    [InlineData("""{ "frames": [{ "cast": [null] }] }""")]
    [InlineData("""{ "frames": [{ "outfits": { "mara": null } }] }""")]
    [InlineData("""{ "characters": [null] }""")]
    [InlineData("""{ "characters": [{ "id": "mara", "name": "Mara", "outfits": [null] }] }""")]
    [InlineData("""{ "locations": [null] }""")]
    [InlineData("""{ "style": { "keywords": { "coat": null } } }""")]
    [InlineData("""{ "style": { "loras": [null] } }""")]
    public async Task Nothing_where_something_must_be_is_refused_and_the_story_stays_readable(string edit)
    {
        var story = await Story.BeginAsync(_api, 2);

        var answer = await story.EditAsync(JsonNode.Parse(edit)!.AsObject());

        Assert.Equal((400, "/problems/malformed-request"), (answer.Status, answer.ProblemType));
        Assert.Equal(2, (await story.ViewAsync())["frames"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_frame_that_is_named_twice_and_an_order_of_nothing_are_refused()
    {
        var story = await Story.BeginAsync(_api, 2);
        var frame = new JsonObject { ["id"] = (await story.FrameIdsAsync())[0] };

        var twice = await story.EditAsync(new JsonObject { ["frames"] = new JsonArray(frame, frame.DeepClone()) });
        var nothing = await story.PostAsync("/frames/order", new JsonObject { ["ids"] = null });

        Assert.StartsWith("There is another one", twice.Error("frames[1].id"), StringComparison.Ordinal);
        Assert.Equal("Name each of the 2 frames once, in their new order.", nothing.Error("ids"));
    }

    [Fact]
    public async Task A_frame_comes_back_without_those_who_were_taken_out_meanwhile()
    {
        var story = await Story.BeginAsync(_api, 0, JsonNode.Parse("""
            { "characters": [{ "id": "mara", "name": "Mara" }, { "id": "tom", "name": "Tom" }], "frames": [{ "action": "walks", "cast": ["mara", "tom"] }, { "action": "rests" }] }
            """)!.AsObject());
        var id = (await story.FrameIdsAsync())[0];
        await story.SendAsync(HttpMethod.Delete, $"/frames/{id}?version={await story.VersionAsync()}");
        await story.EditAsync(JsonNode.Parse("""{ "characters": [{ "id": "tom", "name": "Tom" }] }""")!.AsObject());

        var back = await story.PostAsync("/frames", new JsonObject { ["frame"] = new JsonObject { ["id"] = id, ["cast"] = new JsonArray("mara", "tom") }, ["before"] = (await story.FrameIdsAsync())[0] });

        Assert.True(back.Status == 200, back.ToString());
        Assert.Equal("""["tom"]""", back.Body["frames"]![0]!["cast"]!.ToJsonString());
    }

    [Fact]
    public async Task A_branch_has_a_title_of_its_own_that_fits()
    {
        var story = await Story.BeginAsync(_api, 1, new JsonObject { ["title"] = new string('x', 200) });

        var branch = await _api.PostAsync(story.Path + "/branch");
        var nameless = await _api.PostAsync(story.Path + "/branch", new JsonObject { ["title"] = " " });

        Assert.Equal(new string('x', 196) + " (2)", (string)branch.Body["title"]!);
        Assert.Equal((400, "The title must not be empty."), (nameless.Status, nameless.Error("title")));
    }

    [Fact]
    public async Task Those_who_are_taken_out_of_the_bible_are_seen_nowhere_any_more()
    {
        var story = await Story.BeginAsync(_api, 1, new JsonObject
        {
            ["characters"] = new JsonArray(new JsonObject { ["id"] = "mara", ["name"] = "Mara" }),
            ["frames"] = new JsonArray(new JsonObject { ["action"] = "walks", ["cast"] = new JsonArray("mara") }),
        });

        var answer = await story.EditAsync(new JsonObject { ["characters"] = new JsonArray() });

        Assert.Empty(answer.Body["frames"]![0]!["cast"]!.AsArray());
    }

    [Fact]
    public async Task A_file_that_cannot_be_understood_is_left_as_it_is_and_the_others_are_shown()
    {
        var (broken, whole) = (await Story.BeginAsync(_api, 1), await Story.BeginAsync(_api, 1));
        var path = System.IO.Path.Join(_api.Images.Path, "sequences", broken.Id, "sequence.json");
        await File.WriteAllTextAsync(path, "{ half", TestContext.Current.CancellationToken);

        Assert.Equal(404, (await _api.GetAsync(broken.Path)).Status);
        Assert.Equal(whole.Id, (string)Assert.Single((await _api.GetAsync("/api/sequences")).Body["items"]!.AsArray())!["id"]!);
        Assert.Equal("{ half", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_deleted_sequence_is_taken_back_with_everything()
    {
        var story = await Story.BeginAsync(_api, 2);

        var deleted = await story.SendAsync(HttpMethod.Delete, "");
        var gone = await _api.GetAsync(story.Path);
        var restored = await _api.PostAsync(story.Path + "/restore");

        Assert.Equal((200, 404, 200), (deleted.Status, gone.Status, restored.Status));
        Assert.Equal(2, restored.Body["frames"]!.AsArray().Count);
        Assert.Equal(404, (await _api.PostAsync("/api/sequences/00000000000000000000000000000000/restore")).Status);
    }

    [Fact]
    public async Task Pages_of_the_list_follow_one_another_without_gap_or_repeat()
    {
        var begun = new List<string>();
        for (var i = 0; i < 5; i++)
            begun.Insert(0, (await Story.BeginAsync(_api, 1)).Id);

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = (await _api.GetAsync($"/api/sequences?limit=2{(after is null ? "" : "&after=" + after)}")).Body;
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            after = (string?)page["nextCursor"];
        }
        while (after is not null);

        Assert.Equal(begun, seen);
    }

    [Fact]
    public async Task An_unknown_sequence_is_not_found()
    {
        foreach (var path in new[] { "", "/progress", "/project" })
            Assert.Equal(404, (await _api.GetAsync("/api/sequences/00000000000000000000000000000000" + path)).Status);
        foreach (var path in new[] { "/start", "/cancel", "/dry-run", "/branch" })
            Assert.Equal(404, (await _api.PostAsync("/api/sequences/00000000000000000000000000000000" + path, new JsonObject())).Status);
    }

    private static async Task<IReadOnlyList<string>> TitlesAsync(Story story) =>
        [.. (await story.ViewAsync())["frames"]!.AsArray().Select(frame => (string)frame!["title"]!)];
}
