using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Sequences;

public sealed class RunTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // The tests look after the runs themselves, so that nothing happens between two of their lines.
    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis, ("Sequences:Watch", "00:01:00"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task FUN_SEQUENCE_GEN_014_Frames_are_queued_in_order_each_with_its_place_and_prompt()
    {
        var story = await Story.BeginAsync(_api, 10);

        var started = await story.StartAsync();

        Assert.True(started.Status == 202, started.ToString());
        Assert.Equal(10, (int)started.Body["images"]!);
        var waiting = await story.WaitingAsync();
        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"frame_{number:000}"), waiting.Select(spec => spec.Place!.Name!));
        Assert.All(waiting, spec => Assert.Equal((JobPlace.Sequence, story.Id), (spec.Place!.Kind, spec.Place.Id)));
        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"action number {number}"), waiting.Select(spec => spec.Slots["prompt"].GetString()));
        var group = await _api.Queue.FindGroupAsync(waiting[0].GroupId, Stop);
        Assert.Equal(("sequence", 10), (group!.Kind, group.Jobs.Count));
        Assert.Equal(story.Id, (string)JsonNode.Parse(group.About!)!["sequence"]!);
    }

    [Fact]
    public async Task C4_An_own_list_of_ten_shots_stays_ten_shots_in_the_same_words()
    {
        string[] shots = [.. Enumerable.Range(1, 10).Select(number => $"Shot {number}: Größe — \"quoted\", 3/4 view; don't touch (it) [at] all")];
        var story = await Story.BeginAsync(_api, 0, new JsonObject { ["frames"] = new JsonArray([.. shots.Select(shot => new JsonObject { ["action"] = shot })]) });

        await story.StartAsync();

        Assert.Equal(shots, (await story.WaitingAsync()).Select(spec => spec.Slots["prompt"].GetString()));
    }

    [Fact]
    public async Task FUN_SEQUENCE_GEN_018_021_Finished_frames_lie_in_the_sequences_own_folder_and_are_seen_meanwhile()
    {
        var story = await Story.BeginAsync(_api, 3);
        await story.StartAsync();

        var image = await story.FinishNextAsync();

        Assert.Equal($"sequences/{story.Id}/frame_001.png", image.RelativePath);
        var view = await story.ViewAsync();
        Assert.Equal(("generating", image.Id.ToString()), ((string)view["status"]!, (string)view["frames"]![0]!["image"]!["id"]!));
        Assert.Equal(image.Id.ToString(), (string)view["cover"]!);
        Assert.Equal("succeeded queued queued", await story.StatesAsync());
        var progress = (await _api.GetAsync(story.Path + "/progress")).Body;
        Assert.Equal(("generating", 3, 1, 0), ((string)progress["status"]!, (int)progress["total"]!, (int)progress["done"]!, (int)progress["failed"]!));
        Assert.Equal(image.Id.ToString(), (string)progress["frames"]![0]!["imageId"]!);
    }

    [Fact]
    public async Task FUN_SEQUENCE_GEN_034_035_Frames_are_in_the_gallery_and_the_cover_is_the_middle_one_until_the_first_has_come()
    {
        var story = await Story.BeginAsync(_api, 3);
        await story.StartAsync();
        var (first, second) = (await _api.ClaimAsync(), await _api.ClaimAsync());

        var middle = await story.FinishAsync(second);
        Assert.Equal(middle.Id.ToString(), (string?)(await story.ViewAsync())["cover"]);

        var opening = await story.FinishAsync(first);
        Assert.Equal(opening.Id.ToString(), (string?)(await story.ViewAsync())["cover"]);
        Assert.Equal(opening.Id.ToString(), (string?)(await _api.GetAsync("/api/sequences")).Body["items"]![0]!["cover"]!["id"]);
        var gallery = (await _api.GetAsync("/api/images")).Body["items"]!.AsArray().Select(image => (string)image!["id"]!).ToList();
        Assert.Contains(middle.Id.ToString(), gallery);
        Assert.Contains(opening.Id.ToString(), gallery);
    }

    [Fact]
    public async Task FUN_SEQUENCE_GEN_015_The_frame_that_an_engine_works_on_is_told()
    {
        var story = await Story.BeginAsync(_api, 3);
        await story.StartAsync();
        await story.FinishNextAsync();
        await _api.RunNextAsync();

        var progress = (await _api.GetAsync(story.Path + "/progress")).Body;

        Assert.Equal((2, 3), ((int)progress["current"]!, (int)progress["total"]!));
    }

    [Fact]
    public async Task FUN_SEQUENCE_GEN_024_025_Failed_frames_are_marked_and_the_rest_goes_on()
    {
        var story = await Story.BeginAsync(_api, 3);
        await story.StartAsync();
        await story.FinishNextAsync();
        await _api.FailNextAsync();
        await story.KeepAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();

        var view = await story.ViewAsync();

        Assert.Equal("succeeded failed succeeded", await story.StatesAsync());
        Assert.Equal("complete", (string)view["status"]!);
        Assert.Equal((3, 2, 1, 0), ((int)view["run"]!["total"]!, (int)view["run"]!["done"]!, (int)view["run"]!["failed"]!, (int)view["run"]!["open"]!));
        Assert.NotNull(view["run"]!["endedAt"]);
        Assert.Contains("Required input is missing", (string)view["frames"]![1]!["takes"]![0]!["failure"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_at_the_first_failure_begins_nothing_more_when_it_is_asked_for()
    {
        var story = await Story.BeginAsync(_api, 4);
        await story.StartAsync(new JsonObject { ["stopAtFirstFailure"] = true });
        await story.FinishNextAsync();
        await _api.FailNextAsync();

        await _api.Queue.StopFailedGroupsAsync(Stop);

        Assert.Equal("succeeded failed cancelled cancelled", await story.StatesAsync());
        Assert.Empty(await story.WaitingAsync());
        Assert.Equal("failed", (string)(await story.ViewAsync())["status"]!);
    }

    [Fact]
    public async Task C4_FUN_SEQUENCE_GEN_023_A_cancel_at_frame_k_leaves_exactly_the_finished_ones()
    {
        var story = await Story.BeginAsync(_api, 5);
        await story.StartAsync();
        var first = await story.FinishNextAsync();
        var second = await story.FinishNextAsync();
        var third = await _api.RunNextAsync();

        var cancelled = await _api.PostAsync(story.Path + "/cancel");

        Assert.Equal((2, 1), ((int)cancelled.Body["cancelled"]!, (int)cancelled.Body["stopping"]!));
        Assert.NotNull(cancelled.Body["undo"]);
        Assert.Equal(LeaseAnswer.Held, await _api.Queue.CancelledAsync(third, Stop));
        var view = await story.ViewAsync();
        Assert.Equal("cancelled", (string)view["status"]!);
        Assert.Equal("succeeded succeeded cancelled cancelled cancelled", await story.StatesAsync());
        Assert.Equal(
            [System.IO.Path.GetFileName(first.RelativePath), System.IO.Path.GetFileName(second.RelativePath)],
            Directory.EnumerateFiles(System.IO.Path.Join(_api.Images.Path, "sequences", story.Id), "*.png").Select(path => System.IO.Path.GetFileName(path)).Order());
    }

    [Fact]
    public async Task What_was_cancelled_can_be_taken_back_for_a_moment_and_goes_on()
    {
        var story = await Story.BeginAsync(_api, 3);
        await story.StartAsync();
        var cancelled = await _api.PostAsync(story.Path + "/cancel");
        await story.KeepAsync();

        await _api.PostAsync($"/api/queue/undo/{cancelled.Body["undo"]!["id"]}");
        await story.KeepAsync();

        Assert.Equal("queued queued queued", await story.StatesAsync());
        Assert.Equal("generating", (string)(await story.ViewAsync())["status"]!);
    }

    [Fact]
    public async Task A_start_without_frames_or_with_unknown_ones_is_refused()
    {
        var (empty, story) = (await Story.BeginAsync(_api, 0, new JsonObject { ["frames"] = new JsonArray() }), await Story.BeginAsync(_api, 1));

        var nothing = await empty.StartAsync();
        var unknown = await story.StartAsync(new JsonObject { ["frames"] = new JsonArray("nobody") });

        Assert.Equal((400, "The sequence has no frames yet."), (nothing.Status, nothing.Error("frames")));
        Assert.Equal("There is no frame 'nobody' in this sequence.", unknown.Error("frames[0]"));
        Assert.Equal("prompting", (string)(await empty.ViewAsync())["status"]!);
    }

    [Fact]
    public async Task Faults_are_told_by_the_field_where_they_can_be_mended_and_nothing_starts()
    {
        var story = await Story.BeginAsync(_api, 3, new JsonObject
        {
            ["slots"] = new JsonObject { ["checkpoint"] = StudioApi.Sdxl, ["steps"] = 9999 },
            ["frames"] = new JsonArray(new JsonObject { ["action"] = "one" }, new JsonObject { ["title"] = "no words" }, new JsonObject { ["action"] = "three" }),
        });

        var answer = await story.StartAsync();

        Assert.Equal(400, answer.Status);
        Assert.Equal(["frames[1].slots.prompt", "slots.steps"], answer.Body["errors"]!.AsObject().Select(error => error.Key));
        Assert.Single(answer.Body["errors"]!["slots.steps"]!.AsArray());
        Assert.Empty(await story.WaitingAsync());
        Assert.Equal("-", (await story.StatesAsync()).Split(' ').Distinct().Single());
    }

    [Fact]
    public async Task The_same_start_sent_twice_is_carried_out_once()
    {
        var story = await Story.BeginAsync(_api, 3);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => story.StartAsync()));
        var keyed = await story.StartAsync(key: "mine");

        Assert.Equal(202, answers.Select(answer => answer.Status).Distinct().Single());
        Assert.Single(answers.Append(keyed).Select(answer => (string)answer.Body["groupId"]!).Distinct());
        Assert.Equal(3, (await story.WaitingAsync()).Count);
    }

    [Fact]
    public async Task A_key_names_one_start_for_ever_and_no_other()
    {
        var story = await Story.BeginAsync(_api, 2);
        var first = await story.StartAsync(key: "mine");
        await story.FinishNextAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();

        var again = await story.StartAsync(key: "mine");
        var other = await story.StartAsync(new JsonObject { ["pass"] = "proof" }, key: "mine");

        Assert.Equal((string)first.Body["groupId"]!, (string)again.Body["groupId"]!);
        Assert.Equal((422, "/problems/idempotency-key-reused"), (other.Status, other.ProblemType));
        Assert.Empty(await story.WaitingAsync());
    }

    [Fact]
    public async Task Frames_that_are_being_made_are_not_begun_again()
    {
        var story = await Story.BeginAsync(_api, 3);
        await story.StartAsync();

        var other = await story.StartAsync(new JsonObject { ["pass"] = "proof" });

        Assert.Equal(409, other.Status);
        Assert.Contains("frame 1, 2, 3", (string)other.Body["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_is_missing_is_made_when_that_is_asked_for()
    {
        var story = await Story.BeginAsync(_api, 3);
        await story.StartAsync();
        await story.FinishNextAsync();
        await _api.FailNextAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();

        var again = await story.StartAsync(new JsonObject { ["missing"] = true });

        var spec = Assert.Single(await story.WaitingAsync());
        Assert.Equal((1, "action number 2"), ((int)again.Body["images"]!, spec.Slots["prompt"].GetString()));
        await story.FinishNextAsync();
        await story.KeepAsync();
        Assert.Equal(400, (await story.StartAsync(new JsonObject { ["missing"] = true })).Status);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_made_and_starts_nothing()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl));
        var story = await Story.BeginAsync(_api, 3, new JsonObject { ["seed"] = new JsonObject { ["rule"] = "basePlusFrame", ["base"] = 100 } });

        var dry = (await _api.PostAsync(story.Path + "/dry-run", new JsonObject { ["pass"] = "proof" })).Body;

        Assert.Equal((3, 0), ((int)dry["images"]!, (int)dry["modelSwitches"]!));
        Assert.Equal([100, 101, 102], dry["frames"]!.AsArray().Select(frame => (int)frame!["seed"]!));
        Assert.Equal(["action number 1", "action number 2", "action number 3"], dry["frames"]!.AsArray().Select(frame => (string)frame!["prompt"]!));
        Assert.Equal(8, (int)dry["frames"]![0]!["settings"]!["steps"]!);
        Assert.Null(dry["seconds"]);
        Assert.Equal("gpu-1", (string)Assert.Single(dry["missing"]!.AsArray())!["engineId"]!);
        Assert.Empty(await story.WaitingAsync());
        Assert.Equal("- - -", await story.StatesAsync());
    }

    [Fact]
    public async Task FUN_SEQUENCE_GEN_031_A_dry_run_of_proofs_tells_the_time_of_proofs_and_one_of_finals_that_of_finals()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl));
        var story = await Story.BeginAsync(_api, 4, new JsonObject { ["slots"] = new JsonObject { ["checkpoint"] = StudioApi.Sdxl, ["steps"] = 32, ["width"] = 1024, ["height"] = 1024 } });
        await story.StartAsync(new JsonObject { ["frames"] = new JsonArray((await story.FrameIdsAsync())[0]) });
        var lease = await _api.RunNextAsync();
        await _api.Queue.CompleteAsync(lease, [], new RunSample(lease.Job.Spec.TemplateId, lease.Job.Spec.Requirements.ClassKey(), Warm: true, 40, DateTimeOffset.UnixEpoch, lease.Job.Spec.Work), Stop);

        // What is known of past runs is read now and then.
        var final = await Eventually.FindAsync(() => SecondsAsync(story, "final"), Stop);
        var proof = await Eventually.FindAsync(() => SecondsAsync(story, "proof"), Stop);

        // A quarter of the steps, a quarter of the pixels.
        Assert.Equal((160, 10), ((double)final["typical"]!, (double)proof["typical"]!));
    }

    [Theory]
    [InlineData("fixed", "100 100 100")]
    [InlineData("basePlusFrame", "100 101 102")]
    public async Task BUS_SEQUENCE_Seeds_follow_the_rule(string rule, string seeds)
    {
        var story = await Story.BeginAsync(_api, 3, new JsonObject { ["seed"] = new JsonObject { ["rule"] = rule, ["base"] = 100 } });

        await story.StartAsync();

        Assert.Equal(seeds, string.Join(' ', (await story.WaitingAsync()).Select(spec => spec.Slots["seed"].GetInt64())));
    }

    [Fact]
    public async Task C4_The_same_sequence_asks_for_the_very_same_pictures_again_wherever_its_frames_stand()
    {
        var story = await Story.BeginAsync(_api, 3);
        await story.StartAsync();
        var first = await story.WaitingAsync();
        for (var i = 0; i < 3; i++)
            await _api.FailNextAsync();
        await story.KeepAsync();
        var ids = await story.FrameIdsAsync();
        await story.PostAsync("/frames/order", new JsonObject { ["ids"] = new JsonArray([.. ids.Reverse().Select(id => JsonValue.Create(id))]) });

        await story.StartAsync();

        var second = (await story.WaitingAsync()).Reverse().ToList();
        Assert.Equal(3, first.Select(spec => spec.Slots["seed"].GetInt64()).Distinct().Count());
        foreach (var (before, after) in first.Zip(second))
        {
            Assert.Equal(before.Slots["seed"].GetInt64(), after.Slots["seed"].GetInt64());
            Assert.Equal(WithoutPrefix(before), WithoutPrefix(after));
        }
    }

    [Fact]
    public async Task What_was_made_is_known_when_the_queue_has_forgotten_it()
    {
        var story = await Story.BeginAsync(_api, 2);
        await story.StartAsync();
        var image = await story.FinishNextAsync();
        await _api.FailNextAsync();
        await story.KeepAsync();

        await _api.PostAsync("/api/queue/clear", new JsonObject { ["failed"] = true });

        Assert.Equal("succeeded failed", await story.StatesAsync());
        var view = await story.ViewAsync();
        Assert.Equal(("complete", image.Id.ToString()), ((string)view["status"]!, (string)view["frames"]![0]!["image"]!["id"]!));
        Assert.Contains("Required input", (string)view["frames"]![1]!["takes"]![0]!["failure"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_that_is_tried_again_from_the_queue_is_the_same_take()
    {
        var story = await Story.BeginAsync(_api, 1);
        await story.StartAsync();
        var failed = await _api.FailNextAsync();
        await story.KeepAsync();

        await _api.PostAsync($"/api/jobs/{failed}/retry");
        Assert.Equal("queued", await story.StatesAsync());
        var image = await story.FinishNextAsync();

        var frame = await story.FrameAsync(1);
        Assert.Equal(image.Id.ToString(), (string)Assert.Single(frame["takes"]!.AsArray())!["imageId"]!);
        Assert.Equal($"sequences/{story.Id}/frame_001.png", image.RelativePath);
    }

    [Fact]
    public async Task C4_Another_order_changes_numbers_and_not_files()
    {
        var story = await Story.BeginAsync(_api, 2);
        await story.StartAsync();
        var images = new[] { await story.FinishNextAsync(), await story.FinishNextAsync() };
        var ids = await story.FrameIdsAsync();

        var ordered = await story.PostAsync("/frames/order", new JsonObject { ["ids"] = new JsonArray(ids[1], ids[0]) });

        Assert.Equal([images[1].Id.ToString(), images[0].Id.ToString()], ordered.Body["frames"]!.AsArray().Select(frame => (string)frame!["image"]!["id"]!));
        await story.SendAsync(HttpMethod.Post, $"/frames/{ids[1]}/reroll", new JsonObject { ["seed"] = 5 });
        var again = await story.FinishNextAsync();
        Assert.StartsWith($"sequences/{story.Id}/frame_002-", again.RelativePath, StringComparison.Ordinal);
    }

    private async Task<JsonNode?> SecondsAsync(Story story, string pass) => (await _api.PostAsync(story.Path + "/dry-run", new JsonObject { ["pass"] = pass })).Body["seconds"];

    private static string WithoutPrefix(JobSpec spec) => spec.Graph.GetRawText().Replace(spec.Id.ToString(), "job", StringComparison.Ordinal);
}
