using ComfyStudio.Api.Live;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Live;

public sealed class LiveTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_new_stream_says_hello_with_the_place_to_resume_from()
    {
        await using var tab = await EventReader.OpenAsync(_api);

        var hello = await tab.NextAsync();

        Assert.Equal("text/event-stream", tab.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("hello", hello.Type);
        Assert.Equal(hello.Id, (string)hello.Data["lastId"]!);
        Assert.NotNull(hello.Data["serverTime"]);
    }

    [Fact]
    public async Task GEN_REQUEST_012_A_job_is_told_from_queued_to_succeeded_with_its_image_and_the_counts()
    {
        await _api.PublishEngineAsync();
        await using var tab = await EventReader.OpenAsync(_api);
        await tab.NextAsync("hello");

        var ids = await _api.SubmitAsync();
        var queued = await tab.NextAsync("job");
        var stored = await _api.FinishNextAsync();
        var image = await tab.NextAsync("image");
        var counts = await tab.NextAsync("queue", data => (int)data["succeeded"]! == 1);

        Assert.Equal(ids[0].ToString(), (string)queued.Data["id"]!);
        Assert.Equal("queued", (string)queued.Data["state"]!);
        Assert.Equal(stored.Id.ToString(), (string)image.Data["id"]!);
        Assert.Equal("local", (string)image.Data["owner"]!);
        Assert.Equal(0, (int)counts.Data["queued"]!);
    }

    [Fact]
    public async Task A_finished_job_is_told_with_its_images()
    {
        await using var tab = await EventReader.OpenAsync(_api);
        await tab.NextAsync("hello");
        await _api.SubmitAsync();

        var stored = await _api.FinishNextAsync();
        var job = await tab.NextAsync("job", data => (string)data["state"]! == "succeeded");

        Assert.Equal(stored.Id.ToString(), (string)job.Data["images"]![0]!["id"]!);
    }

    [Fact]
    public async Task Progress_and_previews_of_a_running_job_are_told()
    {
        await _api.SubmitAsync();
        var lease = await _api.ClaimAsync();
        await using var tab = await EventReader.OpenAsync(_api);
        await tab.NextAsync("hello");

        await _api.Queue.ProgressAsync(lease, new JobProgress("3", "KSampler", 5, 20, 0.25), Cancelled);
        var progress = await tab.NextAsync("progress");
        await _api.Queue.PreviewAsync(lease, new byte[] { 1 }, "image/jpeg", Cancelled);
        var preview = await tab.NextAsync("preview");

        Assert.Equal(lease.JobId.ToString(), (string)progress.Data["jobId"]!);
        Assert.Equal(0.25, (double)progress.Data["progress"]!["fraction"]!);
        Assert.Null(string.IsNullOrEmpty(progress.Id) ? null : progress.Id);
        Assert.Equal([1], (await _api.GetAsync((string)preview.Data["url"]!)).Bytes);
    }

    [Fact]
    public async Task An_engine_is_told_when_something_about_it_changes()
    {
        await using var tab = await EventReader.OpenAsync(_api);
        await tab.NextAsync("hello");

        await _api.PublishEngineAsync(status: EngineStatus.Unreachable, problem: "Nothing answers.");
        var engine = await tab.NextAsync("engine");

        Assert.Equal(("gpu-1", "unreachable", "Nothing answers."), ((string)engine.Data["id"]!, (string)engine.Data["status"]!, (string)engine.Data["problem"]!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tab_that_comes_back_is_told_only_what_it_missed(bool byHeader)
    {
        await using var first = await EventReader.OpenAsync(_api);
        await first.NextAsync("hello");
        await _api.SubmitAsync();
        await _api.FinishNextAsync();
        await first.NextAsync("group");
        await first.DisposeAsync();

        var missed = await _api.SubmitAsync();
        await using var back = byHeader
            ? await EventReader.OpenAsync(_api, first.LastId)
            : await EventReader.OpenAsync(_api, query: $"?lastEventId={first.LastId}");
        var job = await back.NextAsync();
        var later = await _api.SubmitAsync();

        Assert.Equal(("job", missed[0].ToString()), (job.Type, (string)job.Data["id"]!));
        await back.NextAsync("job", data => (string)data["id"]! == later[0].ToString());
    }

    [Fact]
    public async Task Of_a_job_that_changed_often_meanwhile_only_the_present_is_told()
    {
        await using var first = await EventReader.OpenAsync(_api);
        var hello = await first.NextAsync("hello");
        await _api.SubmitAsync();
        await _api.FinishNextAsync();
        await first.DisposeAsync();

        await using var back = await EventReader.OpenAsync(_api, hello.Id);
        var told = new[] { await back.NextAsync(), await back.NextAsync() };

        Assert.Equal(["image", "job"], told.Select(each => each.Type).Order());
        Assert.Equal("succeeded", (string)told.Single(each => each.Type == "job").Data["state"]!);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("9999999999999-0")]
    public async Task A_tab_that_comes_back_with_an_unknown_id_is_told_to_fetch_everything(string lastEventId)
    {
        await _api.SubmitAsync();

        await using var tab = await EventReader.OpenAsync(_api, lastEventId);

        Assert.Equal("reset", (await tab.NextAsync()).Type);
    }

    [Fact]
    public async Task A_silent_stream_says_that_it_is_there()
    {
        await using var api = await StudioApi.StartAsync(redis, ("Live:HeartbeatInterval", "00:00:00.100"));
        await using var tab = await EventReader.OpenAsync(api);
        await tab.NextAsync("hello");

        Assert.Equal("heartbeat", (await tab.NextAsync()).Type);
        Assert.Equal("heartbeat", (await tab.NextAsync()).Type);
    }

    [Fact]
    public async Task Many_tabs_are_told_the_same()
    {
        var tabs = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => EventReader.OpenAsync(_api)));
        foreach (var tab in tabs)
            await tab.NextAsync("hello");

        var ids = await _api.SubmitAsync();

        foreach (var tab in tabs)
        {
            Assert.Equal(ids[0].ToString(), (string)(await tab.NextAsync("job")).Data["id"]!);
            await tab.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_image_that_somebody_else_put_into_the_folder_is_told()
    {
        await using var tab = await EventReader.OpenAsync(_api);
        await tab.NextAsync("hello");

        _api.Images.Put("holiday/beach.png", ComfyStudio.Testing.Images.TestPng.Make());
        await _api.Get<ComfyStudio.Images.ImageIndex>().AddAsync("holiday/beach.png", Cancelled);
        var image = await tab.NextAsync("image");

        Assert.Equal("beach.png", (string)image.Data["fileName"]!);
    }

    [Fact]
    public void A_tab_that_is_too_slow_loses_its_backlog_for_one_reset_and_goes_on_from_there()
    {
        using var subscription = new LiveSubscription("local", backlog: 3, _ => { });
        for (var id = 1; id <= 5; id++)
            subscription.Offer(new LiveMessage($"{id}-0", "job", "{}", "local"));

        Assert.Equal(["reset 4-0", "job 5-0"], subscription.ReadNow().Select(message => $"{message.Event} {message.Id}"));
    }

    [Fact]
    public void Nobody_is_told_of_what_belongs_to_another()
    {
        using var subscription = new LiveSubscription("local", backlog: 3, _ => { });
        subscription.Offer(new LiveMessage("1-0", "job", "{}", "somebody"));
        subscription.Offer(new LiveMessage("2-0", "engine", "{}"));

        Assert.Equal(["engine"], subscription.ReadNow().Select(message => message.Event));
    }
}
