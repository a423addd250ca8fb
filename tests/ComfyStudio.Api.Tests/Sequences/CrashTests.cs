using System.Text.Json.Nodes;
using ComfyStudio.Api.Sequences.Runs;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Sequences;

/// <summary>The process ends where it hurts most; the next one has the same images folder and the same queue.</summary>
public sealed class CrashTests(RedisServer redis) : IAsyncLifetime
{
    private static readonly (string, string) Unwatched = ("Sequences:Watch", "00:01:00");

    private readonly string _queue = redis.NewQueueName();
    private StudioApi _api = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartOnAsync(redis.ConnectionString, _queue, Unwatched);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("note", 0)]
    [InlineData("document", 3)]
    [InlineData("queue", 3)]
    [InlineData("done", 3)]
    public async Task C4_A_start_that_is_interrupted_anywhere_makes_each_frame_once_or_none(string step, int expected)
    {
        var story = await Story.BeginAsync(_api, 3);
        _api.Get<RunLauncher>().BeforeStep = at => Assert.NotEqual(step, at);
        Assert.Equal(500, (await story.StartAsync()).Status);

        await using var next = await RestartAsync();
        var again = new Story(next, story.Id);
        await again.KeepAsync();

        var waiting = await again.WaitingAsync();
        Assert.Equal(expected, waiting.Count);
        Assert.Equal(expected, waiting.Select(spec => spec.Place!.Name).Distinct().Count());
        await again.StartAsync();
        Assert.Equal(["frame_001", "frame_002", "frame_003"], (await again.WaitingAsync()).Select(spec => spec.Place!.Name!));
        Assert.All((await again.ViewAsync())["frames"]!.AsArray(), frame => Assert.Single(frame!["takes"]!.AsArray()));
        Assert.Empty(PendingFiles(story.Id));
    }

    [Fact]
    public async Task C4_When_the_Api_ends_at_frame_k_no_frame_is_made_twice_and_none_is_missing()
    {
        var story = await Story.BeginAsync(_api, 5);
        await story.StartAsync();
        await story.FinishNextAsync();
        await story.FinishNextAsync();

        await using var next = await RestartAsync();
        var again = new Story(next, story.Id);
        Assert.Equal("succeeded succeeded queued queued queued", await again.StatesAsync());
        for (var i = 0; i < 3; i++)
            await again.FinishNextAsync();
        await again.KeepAsync();

        Assert.Equal("complete", (string)(await again.ViewAsync())["status"]!);
        Assert.Equal("succeeded succeeded succeeded succeeded succeeded", await again.StatesAsync());
        Assert.Equal(
            Enumerable.Range(1, 5).Select(number => $"frame_{number:000}.png"),
            Directory.EnumerateFiles(Path.Join(_api.Images.Path, "sequences", story.Id), "*.png").Select(path => Path.GetFileName(path)).Order());
    }

    [Fact]
    public async Task C4_When_a_worker_ends_at_frame_k_the_frame_goes_on_as_the_same_take()
    {
        var story = await Story.BeginAsync(_api, 3);
        await story.StartAsync();
        await story.FinishNextAsync();
        var dead = await _api.ClaimAsync();

        // Its lease ends, or it hands back what it holds: for the queue it is the same.
        Assert.Equal(LeaseAnswer.Held, await _api.Queue.ReleaseAsync(dead, Stop));
        Assert.Equal("succeeded queued queued", await story.StatesAsync());
        await story.FinishNextAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();

        Assert.Equal("succeeded succeeded succeeded", await story.StatesAsync());
        Assert.All((await story.ViewAsync())["frames"]!.AsArray(), frame => Assert.Single(frame!["takes"]!.AsArray()));
    }

    [Fact]
    public async Task A_cancel_before_the_queue_heard_of_the_run_leaves_nothing_to_make()
    {
        var story = await Story.BeginAsync(_api, 3);
        _api.Get<RunLauncher>().BeforeStep = at => Assert.NotEqual("queue", at);
        await story.StartAsync();
        _api.Get<RunLauncher>().BeforeStep = _ => { };

        await _api.PostAsync(story.Path + "/cancel");
        await story.KeepAsync();

        Assert.Empty(await story.WaitingAsync());
        Assert.Equal(("cancelled", "cancelled cancelled cancelled"), ((string)(await story.ViewAsync())["status"]!, await story.StatesAsync()));
        Assert.Empty(PendingFiles(story.Id));
    }

    [Fact]
    public async Task While_the_queue_is_away_the_sequence_can_be_read_and_written_and_a_start_is_kept()
    {
        await using var own = new RedisServer();
        await own.InitializeAsync();
        await using var api = await StudioApi.StartOnAsync(own.ConnectionString, "q", ("Jobs:CallTimeout", "00:00:00.500"), ("Sequences:Watch", "00:00:00.200"));
        var story = await Story.BeginAsync(api, 2);
        await api.PublishEngineAsync(catalog: api.Catalog(StudioApi.Sdxl));
        await own.KillAsync();

        Assert.Equal(200, (await story.EditAsync(new JsonObject { ["title"] = "Still there" })).Status);
        Assert.Equal(503, (await story.StartAsync()).Status);
        await own.RestartAsync();

        await Eventually.TrueAsync(async () => (await api.GetAsync("/api/queue")).Status == 200, Stop);
        Assert.Equal(202, (await story.StartAsync()).Status);
        Assert.Equal(2, (await story.WaitingAsync()).Count);
        Assert.Equal("Still there", (string)(await story.ViewAsync())["title"]!);
    }

    [Fact]
    public async Task The_studio_notes_by_itself_how_a_run_ended()
    {
        await using var api = await StudioApi.StartAsync(redis, ("Sequences:Watch", "00:00:00.100"));
        var story = await Story.BeginAsync(api, 2);
        await story.StartAsync();
        await story.FinishNextAsync();
        await story.FinishNextAsync();

        await Eventually.TrueAsync(() => Task.FromResult(story.File()["runs"]![0]!["endedAt"] is not null), Stop);

        Assert.All(story.File()["frames"]!.AsArray(), frame => Assert.NotNull(frame!["takes"]![0]!["result"]!["image"]));
    }

    private Task<StudioApi> RestartAsync() => StudioApi.StartOnAsync(redis.ConnectionString, _queue, Unwatched, ("Images:Root", _api.Images.Path));

    private IEnumerable<string> PendingFiles(string id) =>
        Path.Join(_api.Images.Path, "sequences", id, ".runs") is var folder && Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];
}
