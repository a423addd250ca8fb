using System.Text.Json.Nodes;
using ComfyStudio.Api.Tests.Sequences;
using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Exports;

public sealed class SequenceExportTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() =>
        _api = await StudioApi.StartAsync(redis, ("Thumbnailer:Address", "http://127.0.0.1:9"), ("Sequences:Watch", "00:01:00"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task C4_Another_order_of_frames_changes_the_order_in_exports_and_no_file()
    {
        var story = await Story.BeginAsync(_api, 3);
        await story.StartAsync();
        var (first, second, third) = (await story.FinishNextAsync(), await story.FinishNextAsync(), await story.FinishNextAsync());
        await story.KeepAsync();
        var ids = await story.FrameIdsAsync();
        await story.PostAsync("/frames/order", new JsonObject { ["ids"] = new JsonArray(ids[2], ids[0], ids[1]) });

        var order = await AskAsync(story);

        Assert.Equal(("The lighthouse", story.Id), (order.Title, order.Sequence));
        Assert.Equal([third.RelativePath, first.RelativePath, second.RelativePath], order.Frames.Select(frame => frame.RelativePath));
        Assert.Equal([(1, "Shot 3", "action number 3"), (2, "Shot 1", "action number 1"), (3, "Shot 2", "action number 2")], order.Frames.Select(frame => (frame.Number, frame.Title, frame.Description)));
        Assert.All(order.Frames, frame => Assert.True(File.Exists(Path.Join(_api.Images.Path, frame.RelativePath))));
    }

    [Fact]
    public async Task A_frame_without_a_picture_is_named_and_one_without_any_frame_is_refused()
    {
        var story = await Story.BeginAsync(_api, 2);
        Assert.Contains("None of its frames has a picture yet.", (await PostAsync(story)).Error("sequence"), StringComparison.Ordinal);
        await story.StartAsync();
        await story.FinishNextAsync();

        var order = await AskAsync(story);

        Assert.Equal(["Frame 2 (Shot 2) has no picture yet."], order.Warnings);
        Assert.Equal([true, false], order.Frames.Select(frame => frame.RelativePath is not null));
        Assert.Single((await _api.GetAsync($"/api/exports?sequence={story.Id}")).Body.AsArray());
    }

    [Fact]
    public async Task Frames_at_so_many_a_second_do_not_drift_from_it()
    {
        var story = await Story.BeginAsync(_api, 5, new JsonObject { ["fps"] = 24 });
        await story.StartAsync();
        await story.FinishNextAsync();

        var order = await AskAsync(story);

        Assert.Equal([42, 41, 42, 42, 41], order.Frames.Select(frame => frame.DurationMs));
    }

    private Task<Answer> PostAsync(Story story) => _api.PostAsync("/api/exports", new JsonObject { ["sequence"] = story.Id, ["kind"] = "pdf" });

    private async Task<ExportOrder> AskAsync(Story story)
    {
        var answer = await PostAsync(story);
        Assert.True(answer.Status == 202, answer.ToString());
        return _api.Get<ExportShelf>().Find((string)answer.Body["id"]!)!.Order;
    }
}
