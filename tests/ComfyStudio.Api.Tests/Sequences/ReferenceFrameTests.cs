using System.Text.Json.Nodes;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Runs;
using ComfyStudio.Api.Tests.Templates;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Sequences;

/// <summary>Frames whose picture shows what somebody looks like, and frames that wait for it. In all of these, Mara looks as she does in frame 2.</summary>
public sealed class ReferenceFrameTests(RedisServer redis) : IAsyncLifetime
{
    private static readonly (string, string) Unwatched = ("Sequences:Watch", "00:01:00");

    private readonly string _queue = redis.NewQueueName();
    private StudioApi _api = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await StudioApi.StartOnAsync(redis.ConnectionString, _queue, Unwatched);
        await _api.PublishNodesAsync(NodeFixture.Json);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task C1_7_Reference_frames_come_first_and_frames_that_depend_on_them_after()
    {
        var story = await BeginAsync();
        var ids = await story.FrameIdsAsync();

        var started = await story.StartAsync();

        Assert.True(started.Status == 202, started.ToString());
        Assert.Equal(3, (int)started.Body["images"]!);
        Assert.Equal(["frame_002", "frame_001"], await NamesAsync(story));
        Assert.Equal("queued queued queued", await story.StatesAsync());
        Assert.Equal("Waits for frame 2", (string)(await story.FrameAsync(3))["takes"]![0]!["waitReason"]!);
        Assert.Equal("Waits for frame 2", (string)(await ProgressAsync(story))["frames"]![2]!["waitReason"]!);

        var made = await story.FinishNextAsync();
        await story.KeepAsync();

        Assert.Equal(["frame_001", "frame_003"], await NamesAsync(story));
        var dependent = (await story.WaitingAsync())[1];
        Assert.Equal([made.Sha256], dependent.Inputs.Select(input => input.Sha256));
        var takes = (await story.ViewAsync())["frames"]!.AsArray().Select(frame => frame!["takes"]![0]!).ToList();
        Assert.Equal(
            $$"""[{"input":"{{made.Sha256}}","slot":"person","weight":0.6,"character":"mara","frame":"{{ids[1]}}"}]""", takes[2]["references"]!.ToJsonString());
        Assert.Empty(takes[1]["references"]!.AsArray());
        Assert.Null(takes[2]["waitReason"]);
        await story.FinishNextAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();
        var view = await story.ViewAsync();
        Assert.Equal(("complete", 3), ((string)view["status"]!, (int)view["run"]!["done"]!));
        Assert.NotNull(view["run"]!["endedAt"]);
        Assert.Equal(3, (await _api.Queue.FindGroupAsync(dependent.GroupId, Stop))!.Jobs.Count);
    }

    [Fact]
    public async Task A_run_ends_once_with_the_last_of_the_frames_that_waited()
    {
        var story = await BeginAsync();
        await story.StartAsync();
        var group = (await story.WaitingAsync())[0].GroupId;

        await story.FinishNextAsync();
        await story.FinishNextAsync();
        Assert.Equal(0, await EndsAsync(group));
        await story.KeepAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();

        Assert.Equal(1, await EndsAsync(group));
    }

    [Fact]
    public async Task A_run_whose_waiting_frames_are_never_sent_ends_when_that_is_known()
    {
        var story = await BeginAsync();
        await story.StartAsync();
        var group = (await story.WaitingAsync())[0].GroupId;

        await _api.FailNextAsync();
        await story.FinishNextAsync();
        Assert.Equal(0, await EndsAsync(group));
        await story.KeepAsync();
        await story.KeepAsync();

        Assert.Equal(1, await EndsAsync(group));
    }

    private async Task<int> EndsAsync(GroupId group) => (await _api.Queue.FindGroupAsync(group, Stop))!.Ends;

    [Fact]
    public async Task Nothing_waits_for_a_frame_whose_picture_is_there()
    {
        var story = await BeginAsync();
        var ids = await story.FrameIdsAsync();
        await story.StartAsync(new JsonObject { ["frames"] = new JsonArray(ids[1]) });
        var made = await story.FinishNextAsync();
        await story.KeepAsync();

        await story.StartAsync(new JsonObject { ["missing"] = true });

        Assert.Equal(["frame_001", "frame_003"], await NamesAsync(story));
        Assert.Equal([made.Sha256], (await story.WaitingAsync())[1].Inputs.Select(input => input.Sha256));
    }

    [Fact]
    public async Task Nothing_waits_for_a_frame_whose_take_was_chosen_or_that_has_a_picture_of_ones_own()
    {
        var story = await BeginAsync();
        var ids = await story.FrameIdsAsync();
        await story.StartAsync(new JsonObject { ["frames"] = new JsonArray(ids[1]) });
        var made = await story.FinishNextAsync();
        await story.KeepAsync();
        await story.PostAsync($"/frames/{ids[1]}/choose", new JsonObject { ["take"] = (string)(await story.FrameAsync(2))["takes"]![0]!["id"]! });

        await story.StartAsync();

        Assert.Equal(["frame_001", "frame_002", "frame_003"], (await NamesAsync(story)).Select(name => name[..9]));
        Assert.Equal([made.Sha256], (await story.WaitingAsync())[2].Inputs.Select(input => input.Sha256));
        await _api.PostAsync(story.Path + "/cancel");
        var own = await _api.ShowAsync("my own", shade: 200);
        await story.PostAsync($"/frames/{ids[1]}/picture", new JsonObject { ["image"] = own.Id.ToString() });
        await story.SendAsync(HttpMethod.Post, $"/frames/{ids[2]}/reroll", new JsonObject());
        Assert.Equal([own.Sha256], Assert.Single(await story.WaitingAsync()).Inputs.Select(input => input.Sha256));
    }

    [Fact]
    public async Task A_frame_that_nobody_makes_and_that_has_no_picture_is_told_at_the_field()
    {
        var story = await BeginAsync();
        var ids = await story.FrameIdsAsync();

        var answer = await story.StartAsync(new JsonObject { ["frames"] = new JsonArray(ids[2]) });

        Assert.Equal((400, "The picture of Mara comes from frame 2, which has no picture yet. Make it first, or together with this one."), (answer.Status, answer.Error("frames[2].slots.person")));
        Assert.Empty(await story.WaitingAsync());
    }

    [Fact]
    public async Task A_dry_run_says_which_frames_come_first()
    {
        var story = await BeginAsync();

        var dry = (await _api.PostAsync(story.Path + "/dry-run", new JsonObject())).Body;

        Assert.Equal([null, null, "Waits for frame 2"], dry["frames"]!.AsArray().Select(frame => (string?)frame!["waitReason"]));
        Assert.Equal(3, (int)dry["images"]!);
        Assert.Equal("- - -", await story.StatesAsync());
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("note")]
    [InlineData("document")]
    [InlineData("queue")]
    [InlineData("done")]
    public async Task Whenever_the_studio_is_killed_in_between_each_frame_is_made_once(string step)
    {
        var story = await BeginAsync();
        await story.StartAsync();
        var made = await story.FinishNextAsync();
        _api.Get<RunLauncher>().BeforeStep = at => Assert.NotEqual(step, at);
        if (step != "nowhere")
            await Assert.ThrowsAnyAsync<Exception>(story.KeepAsync);

        await using var next = await StudioApi.StartOnAsync(redis.ConnectionString, _queue, Unwatched, ("Images:Root", _api.Images.Path));
        var again = new Story(next, story.Id);
        await again.KeepAsync();
        await again.KeepAsync();

        Assert.Equal(["frame_001", "frame_003"], await NamesAsync(again));
        Assert.Equal([made.Sha256], (await again.WaitingAsync())[1].Inputs.Select(input => input.Sha256));
        await again.FinishNextAsync();
        await again.FinishNextAsync();
        await again.KeepAsync();
        Assert.Equal("succeeded succeeded succeeded", await again.StatesAsync());
        Assert.All((await again.ViewAsync())["frames"]!.AsArray(), frame => Assert.Single(frame!["takes"]!.AsArray()));
        Assert.Empty(Directory.EnumerateFiles(Path.Join(_api.Images.Path, "sequences", story.Id, ".runs")));
    }

    [Fact]
    public async Task When_a_reference_frame_fails_those_that_wait_for_it_end_with_the_reason_and_can_be_tried_again()
    {
        var story = await BeginAsync();
        await story.StartAsync();
        await _api.FailNextAsync();

        await story.KeepAsync();

        Assert.Equal("queued failed failed", await story.StatesAsync());
        Assert.Equal("It needs the picture of frame 2, which failed: Required input is missing: model", (string)(await story.FrameAsync(3))["takes"]![0]!["failure"]!["message"]!);
        await story.FinishNextAsync();
        await story.KeepAsync();
        Assert.NotNull((await story.ViewAsync())["run"]!["endedAt"]);
        await story.StartAsync(new JsonObject { ["missing"] = true });
        Assert.Equal(["frame_002"], await NamesAsync(story));
        await story.FinishNextAsync();
        await story.KeepAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();
        Assert.Equal("succeeded succeeded succeeded", await story.StatesAsync());
    }

    [Fact]
    public async Task Stop_at_the_first_failure_sends_none_that_waits_though_its_picture_has_come()
    {
        var story = await BeginAsync();
        await story.StartAsync(new JsonObject { ["stopAtFirstFailure"] = true });
        await story.FinishNextAsync();
        await _api.FailNextAsync();

        await _api.Queue.StopFailedGroupsAsync(Stop);
        await story.KeepAsync();

        Assert.Equal("failed succeeded cancelled", await story.StatesAsync());
        Assert.Equal("Another frame failed, and the run was to stop there.", (string)(await story.FrameAsync(3))["takes"]![0]!["failure"]!["message"]!);
        Assert.Empty(await story.WaitingAsync());
        var view = await story.ViewAsync();
        Assert.Equal("failed", (string)view["status"]!);
        Assert.NotNull(view["run"]!["endedAt"]);
    }

    [Fact]
    public async Task Stop_at_the_first_failure_ends_those_that_wait_for_the_one_that_failed_and_they_can_be_tried_again()
    {
        var story = await BeginAsync();
        await story.StartAsync(new JsonObject { ["stopAtFirstFailure"] = true });
        await _api.FailNextAsync();

        await _api.Queue.StopFailedGroupsAsync(Stop);
        await story.KeepAsync();

        Assert.Equal("cancelled failed cancelled", await story.StatesAsync());
        Assert.Empty(await story.WaitingAsync());
        await story.StartAsync(new JsonObject { ["missing"] = true });
        Assert.Equal(["frame_002", "frame_001"], await NamesAsync(story));
        Assert.Equal("Waits for frame 2", (string)(await story.FrameAsync(3))["takes"]!.AsArray()[^1]!["waitReason"]!);
    }

    [Fact]
    public async Task However_many_wait_for_the_same_picture_it_is_read_once_in_a_look()
    {
        var (look, read) = (new WaitingLook(null!, null!), 0);
        var frame = new Frame { Id = "a" };

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("hash", await look.PictureAsync(frame, Read));
            Assert.Null(await look.PictureAsync(frame with { Id = "b" }, () => Task.FromResult<string?>(null)));
        }

        Assert.Equal(1, read);

        Task<string?> Read()
        {
            read++;
            return Task.FromResult<string?>("hash");
        }
    }

    [Fact]
    public async Task When_only_the_reference_frame_is_cancelled_those_that_wait_for_it_end_with_that()
    {
        var story = await BeginAsync();
        await story.StartAsync();
        var lease = await _api.RunNextAsync();
        await _api.Queue.CancelAsync(lease.JobId, Stop);
        await story.KeepAsync();
        Assert.Equal("Waits for frame 2", (string)(await story.FrameAsync(3))["takes"]![0]!["waitReason"]!);

        Assert.Equal(LeaseAnswer.Held, await _api.Queue.CancelledAsync(lease, Stop));
        await story.KeepAsync();

        Assert.Equal("queued cancelled cancelled", await story.StatesAsync());
        Assert.Equal("It needs the picture of frame 2, which was cancelled.", (string)(await story.FrameAsync(3))["takes"]![0]!["failure"]!["message"]!);
    }

    [Fact]
    public async Task A_cancel_ends_those_that_wait_too_and_the_finished_ones_stay()
    {
        var story = await BeginAsync();
        await story.StartAsync();
        var reference = await _api.RunNextAsync();
        await story.FinishNextAsync();

        var cancelled = await _api.PostAsync(story.Path + "/cancel");

        Assert.Equal((1, 1), ((int)cancelled.Body["cancelled"]!, (int)cancelled.Body["stopping"]!));
        // Its picture had come just before the engine heard of it.
        await story.FinishAsync(reference);
        await story.KeepAsync();
        Assert.Equal("succeeded succeeded cancelled", await story.StatesAsync());
        Assert.Empty(await story.WaitingAsync());
        Assert.NotNull((await story.ViewAsync())["run"]!["endedAt"]);
    }

    [Fact]
    public async Task A_cancel_that_is_taken_back_lets_those_wait_on_that_waited()
    {
        var story = await BeginAsync();
        await story.StartAsync();
        var cancelled = await _api.PostAsync(story.Path + "/cancel");
        await story.KeepAsync();
        Assert.Equal((3, "cancelled cancelled cancelled"), ((int)cancelled.Body["cancelled"]!, await story.StatesAsync()));

        await _api.PostAsync($"/api/queue/undo/{cancelled.Body["undo"]!["id"]}");
        await story.KeepAsync();

        Assert.Equal("queued queued queued", await story.StatesAsync());
        var names = await NamesAsync(story);
        for (var i = 0; i < 2; i++)
            await story.FinishNextAsync();
        await story.KeepAsync();
        Assert.Equal(["frame_001", "frame_002"], names.Order());
        Assert.Equal(["frame_003"], await NamesAsync(story));
    }

    [Fact]
    public async Task Frames_may_wait_for_frames_that_wait_themselves()
    {
        var story = await BeginAsync();
        var ids = await story.FrameIdsAsync();
        await story.EditAsync(new JsonObject
        {
            ["characters"] = People(ids[1], ids[2]),
            ["frames"] = new JsonArray(Frame(ids[0], "ben"), Frame(ids[1], "mara"), Frame(ids[2], "mara", "ben")),
        });

        await story.StartAsync();

        Assert.Equal(["frame_002"], await NamesAsync(story));
        Assert.Equal("Waits for frame 3", (string)(await story.FrameAsync(1))["takes"]![0]!["waitReason"]!);
        await story.FinishNextAsync();
        await story.KeepAsync();
        Assert.Equal(["frame_003"], await NamesAsync(story));
        await _api.FailNextAsync();
        await story.KeepAsync();
        Assert.Equal("failed succeeded failed", await story.StatesAsync());
    }

    [Fact]
    public async Task Frames_that_wait_for_each_other_are_refused_at_the_field()
    {
        var story = await BeginAsync();
        var ids = await story.FrameIdsAsync();

        var circle = await story.EditAsync(new JsonObject
        {
            ["characters"] = People(ids[1], ids[2]),
            ["frames"] = new JsonArray(Frame(ids[0]), Frame(ids[1], "mara", "ben"), Frame(ids[2], "mara", "ben")),
        });
        var unknown = await story.EditAsync(new JsonObject { ["characters"] = People("nothing", null) });

        Assert.Equal((400, "This goes in a circle: frame 2 needs frame 3, which needs frame 2. Choose another frame, or an uploaded picture."), (circle.Status, circle.Error("characters[0].references[0].frame")));
        Assert.Equal("There is no frame 'nothing' in this sequence.", unknown.Error("characters[0].references[0].frame"));
    }

    [Fact]
    public async Task A_frame_that_was_taken_out_still_shows_what_somebody_looks_like()
    {
        var story = await BeginAsync();
        var ids = await story.FrameIdsAsync();
        await story.StartAsync(new JsonObject { ["frames"] = new JsonArray(ids[1]) });
        var made = await story.FinishNextAsync();
        await story.KeepAsync();

        var removed = await story.SendAsync(HttpMethod.Delete, $"/frames/{ids[1]}?version={await story.VersionAsync()}");
        await story.StartAsync(new JsonObject { ["frames"] = new JsonArray(ids[2]) });

        Assert.Equal(200, removed.Status);
        Assert.Equal([made.Sha256], Assert.Single(await story.WaitingAsync()).Inputs.Select(input => input.Sha256));
    }

    private async Task<Story> BeginAsync()
    {
        var story = await Story.BeginAsync(_api, 0, new JsonObject
        {
            ["template"] = "story_frame_sdxl",
            ["slots"] = new JsonObject(),
            ["characters"] = People(null, null),
            ["frames"] = new JsonArray(
                new JsonObject { ["action"] = "an empty street" },
                new JsonObject { ["action"] = "she stands in the light", ["cast"] = new JsonArray("mara") },
                new JsonObject { ["action"] = "she walks away", ["cast"] = new JsonArray("mara") }),
        });
        var edited = await story.EditAsync(new JsonObject { ["characters"] = People((await story.FrameIdsAsync())[1], null) });
        Assert.True(edited.Status == 200, edited.ToString());
        return story;
    }

    private static JsonArray People(string? mara, string? ben) => new(
        new JsonObject { ["id"] = "mara", ["name"] = "Mara", ["looks"] = "woman with red hair", ["references"] = References(mara, 0.6) },
        new JsonObject { ["id"] = "ben", ["name"] = "Ben", ["looks"] = "old man", ["references"] = References(ben, 1) });

    private static JsonArray References(string? frame, double weight) => frame is null ? [] : new JsonArray(new JsonObject { ["frame"] = frame, ["weight"] = weight });

    private static JsonObject Frame(string id, params string[] cast) => new() { ["id"] = id, ["cast"] = new JsonArray([.. cast.Select(person => JsonValue.Create(person))]) };

    private static async Task<IEnumerable<string>> NamesAsync(Story story) => (await story.WaitingAsync()).Select(spec => spec.Place!.Name!);

    private async Task<JsonNode> ProgressAsync(Story story) => (await _api.GetAsync(story.Path + "/progress")).Body;
}
