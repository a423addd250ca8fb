using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Sequences;

public sealed class TakeTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis, ("Sequences:Watch", "00:01:00"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_frame_made_anew_keeps_its_other_takes_and_one_is_chosen()
    {
        var story = await Story.BeginAsync(_api, 2);
        await story.StartAsync();
        var first = await story.FinishNextAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();
        var id = (await story.FrameIdsAsync())[0];

        var rerolled = await story.SendAsync(HttpMethod.Post, $"/frames/{id}/reroll", new JsonObject());
        Assert.Equal((202, "generating"), (rerolled.Status, (string)rerolled.Body["status"]!));
        var second = await story.FinishNextAsync();
        await story.KeepAsync();

        var frame = await story.FrameAsync(1);
        Assert.Equal([first.Id.ToString(), second.Id.ToString()], frame["takes"]!.AsArray().Select(take => (string)take!["imageId"]!));
        Assert.NotEqual((long)frame["takes"]![0]!["seed"]!, (long)frame["takes"]![1]!["seed"]!);
        Assert.Equal(second.Id.ToString(), (string)frame["image"]!["id"]!);
        Assert.Equal("complete", (string)(await story.ViewAsync())["status"]!);

        var chosen = await story.PostAsync($"/frames/{id}/choose", new JsonObject { ["take"] = (string)frame["takes"]![0]!["id"]! });
        Assert.Equal(first.Id.ToString(), (string)chosen.Body["frames"]![0]!["image"]!["id"]!);
        Assert.Equal((string)frame["takes"]![0]!["id"]!, (string)story.File()["frames"]![0]!["chosen"]!);
        var unknown = await story.PostAsync($"/frames/{id}/choose", new JsonObject { ["take"] = "nothing" });
        Assert.Equal("There is no take 'nothing' of this frame.", unknown.Error("take"));
    }

    [Fact]
    public async Task The_final_pass_keeps_the_seed_of_the_proof_that_is_shown()
    {
        var story = await Story.BeginAsync(_api, 2);
        await story.StartAsync(new JsonObject { ["pass"] = "proof" });
        Assert.All(await story.WaitingAsync(), spec => Assert.Equal((true, 8), (spec.IsDraft, spec.Slots["steps"].GetInt32())));
        await story.FinishNextAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();
        var id = (await story.FrameIdsAsync())[0];
        await story.SendAsync(HttpMethod.Post, $"/frames/{id}/reroll", new JsonObject { ["seed"] = 4711 });
        await story.FinishNextAsync();
        await story.KeepAsync();
        var proofs = (await story.ViewAsync())["frames"]!.AsArray().Select(frame => (long)frame!["takes"]!.AsArray().Last()!["seed"]!).ToList();

        await story.StartAsync(new JsonObject { ["pass"] = "final" });

        var finals = await story.WaitingAsync();
        Assert.Equal(4711, proofs[0]);
        Assert.Equal(proofs, finals.Select(spec => spec.Slots["seed"].GetInt64()));
        Assert.All(finals, spec => Assert.Equal((false, 20), (spec.IsDraft, spec.Slots["steps"].GetInt32())));
    }

    [Fact]
    public async Task Approved_proofs_keep_their_seeds_through_any_order_and_an_approval_ends_with_what_it_was_of()
    {
        var story = await Story.BeginAsync(_api, 2, new JsonObject { ["seed"] = new JsonObject { ["rule"] = "basePlusFrame", ["base"] = 10 } });
        Assert.Equal(409, (await story.PostAsync("/approve")).Status);
        await story.StartAsync(new JsonObject { ["pass"] = "proof" });
        await story.FinishNextAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();

        var approved = await story.PostAsync("/approve");
        var ids = await story.FrameIdsAsync();
        var ordered = await story.PostAsync("/frames/order", new JsonObject { ["ids"] = new JsonArray(ids[1], ids[0]) });

        Assert.NotNull(approved.Body["approvedAt"]);
        Assert.Equal([11, 10], ordered.Body["frames"]!.AsArray().Select(frame => (int)frame!["nextSeed"]!));
        Assert.NotNull(ordered.Body["approvedAt"]);
        var changed = await story.SendAsync(HttpMethod.Patch, $"/frames/{ids[0]}", new JsonObject { ["version"] = await story.VersionAsync(), ["frame"] = new JsonObject { ["action"] = "other" } });
        Assert.Null(changed.Body["approvedAt"]);
    }

    [Fact]
    public async Task An_approved_proof_stands_until_the_picture_proper_has_come()
    {
        var story = await Story.BeginAsync(_api, 2);
        await story.StartAsync(new JsonObject { ["pass"] = "proof" });
        var proof = await story.FinishNextAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();
        await story.PostAsync("/approve");

        await story.StartAsync(new JsonObject { ["pass"] = "final" });
        Assert.Equal(proof.Id.ToString(), (string)(await story.FrameAsync(1))["image"]!["id"]!);
        var proper = await story.FinishNextAsync();
        await story.KeepAsync();

        Assert.Equal(proper.Id.ToString(), (string)(await story.FrameAsync(1))["image"]!["id"]!);
    }

    [Fact]
    public async Task A_choice_by_hand_is_shown_also_when_it_is_a_proof_whose_picture_proper_is_there()
    {
        var story = await Story.BeginAsync(_api, 1);
        await story.StartAsync(new JsonObject { ["pass"] = "proof" });
        var proof = await story.FinishNextAsync();
        await story.KeepAsync();
        await story.PostAsync("/approve");
        await story.StartAsync();
        var proper = await story.FinishNextAsync();
        await story.KeepAsync();
        var frame = await story.FrameAsync(1);

        var chosen = await story.PostAsync($"/frames/{frame["id"]}/choose", new JsonObject { ["take"] = (string)frame["takes"]![0]!["id"]! });

        Assert.Equal(proper.Id.ToString(), (string)frame["image"]!["id"]!);
        Assert.Equal(proof.Id.ToString(), (string)chosen.Body["frames"]![0]!["image"]!["id"]!);
        await story.KeepAsync();
        Assert.Equal(proof.Id.ToString(), (string)(await story.FrameAsync(1))["image"]!["id"]!);
        var latest = await story.PostAsync($"/frames/{frame["id"]}/choose", new JsonObject { ["take"] = null });
        Assert.Equal(proper.Id.ToString(), (string)latest.Body["frames"]![0]!["image"]!["id"]!);
    }

    [Fact]
    public async Task A_proof_that_was_chosen_by_hand_gives_way_to_the_picture_proper_that_is_made_of_it_later()
    {
        var story = await Story.BeginAsync(_api, 1);
        await story.StartAsync(new JsonObject { ["pass"] = "proof" });
        var proof = await story.FinishNextAsync();
        await story.KeepAsync();
        var id = (await story.FrameIdsAsync())[0];
        await story.SendAsync(HttpMethod.Post, $"/frames/{id}/reroll", new JsonObject { ["seed"] = 4711 });
        await story.FinishNextAsync();
        await story.KeepAsync();
        await story.PostAsync($"/frames/{id}/choose", new JsonObject { ["take"] = (string)(await story.FrameAsync(1))["takes"]![0]!["id"]! });

        await story.StartAsync();
        Assert.Equal(proof.Id.ToString(), (string)(await story.FrameAsync(1))["image"]!["id"]!);
        var proper = await story.FinishNextAsync();
        await story.KeepAsync();

        Assert.Equal(proper.Id.ToString(), (string)(await story.FrameAsync(1))["image"]!["id"]!);
    }

    [Fact]
    public async Task A_picture_of_ones_own_stands_in_its_place_and_is_never_made()
    {
        var story = await Story.BeginAsync(_api, 2);
        var own = await _api.ShowAsync("my own", shade: 200);
        var id = (await story.FrameIdsAsync())[0];

        var shown = await story.PostAsync($"/frames/{id}/picture", new JsonObject { ["image"] = own.Id.ToString() });
        await story.StartAsync();

        Assert.Equal(own.Id.ToString(), (string)shown.Body["frames"]![0]!["image"]!["id"]!);
        Assert.Equal("action number 2", Assert.Single(await story.WaitingAsync()).Slots["prompt"].GetString());
        var unknown = await story.PostAsync($"/frames/{id}/picture", new JsonObject { ["image"] = new string('0', 32) });
        Assert.Equal("The gallery does not have this picture.", unknown.Error("image"));
        var away = await story.PostAsync($"/frames/{id}/picture", new JsonObject { ["image"] = null });
        Assert.Null(away.Body["frames"]![0]!["image"]);
    }

    [Fact]
    public async Task A_frame_that_was_taken_out_while_it_was_made_comes_back_with_its_picture()
    {
        var story = await Story.BeginAsync(_api, 2);
        await story.StartAsync();
        var id = (await story.FrameIdsAsync())[0];
        await story.SendAsync(HttpMethod.Delete, $"/frames/{id}?version={await story.VersionAsync()}");
        var image = await story.FinishNextAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();

        var back = await story.PostAsync("/frames", new JsonObject { ["frame"] = new JsonObject { ["id"] = id } });

        Assert.Equal(image.Id.ToString(), (string)back.Body["frames"]![1]!["image"]!["id"]!);
    }

    [Fact]
    public async Task Edits_go_on_while_frames_are_made()
    {
        var story = await Story.BeginAsync(_api, 2);
        var version = await story.VersionAsync();
        await story.StartAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();

        var edited = await story.EditAsync(new JsonObject { ["title"] = "Later", ["version"] = version });

        Assert.Equal(200, edited.Status);
        Assert.Equal("succeeded queued", await story.StatesAsync());
    }

    [Fact]
    public async Task A_branch_shows_what_was_made_and_goes_its_own_way()
    {
        var story = await Story.BeginAsync(_api, 2);
        await story.StartAsync();
        var image = await story.FinishNextAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();

        var answer = await _api.PostAsync(story.Path + "/branch", new JsonObject { ["title"] = "Other end" });

        var branch = new Story(_api, (string)answer.Body["id"]!);
        Assert.Equal((201, "Other end", story.Id), (answer.Status, (string)answer.Body["title"]!, (string)answer.Body["branchOf"]!));
        Assert.Equal(image.Id.ToString(), (string)answer.Body["frames"]![0]!["image"]!["id"]!);
        await branch.EditAsync(new JsonObject { ["style"] = new JsonObject { ["prefix"] = "at night" } });
        Assert.Null((await story.ViewAsync())["style"]!["prefix"]);

        await story.SendAsync(HttpMethod.Delete, "?images=true");
        Assert.Equal(image.Id.ToString(), (string)(await branch.FrameAsync(1))["image"]!["id"]!);
    }

    [Fact]
    public async Task Pictures_go_to_the_trash_with_the_sequence_and_come_back_with_it()
    {
        var story = await Story.BeginAsync(_api, 1);
        await story.StartAsync();
        var image = await story.FinishNextAsync();
        await story.KeepAsync();

        var deleted = await story.SendAsync(HttpMethod.Delete, "?images=true");
        Assert.Equal((1, 404), ((int)deleted.Body["images"]!, (await _api.GetAsync($"/api/images/{image.Id}")).Status));
        await _api.PostAsync(story.Path + "/restore");

        Assert.Equal(image.Id.ToString(), (string)(await story.FrameAsync(1))["image"]!["id"]!);
    }
}
