using System.Text.Json.Nodes;
using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Exports;

public sealed class ExportTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private ExportShelf Shelf => _api.Get<ExportShelf>();

    // The Thumbnailer is away: what is asked for is kept all the same.
    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis, ("Thumbnailer:Address", "http://127.0.0.1:9"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task What_is_asked_for_is_on_the_disk_with_all_that_its_maker_needs_before_the_answer()
    {
        var first = await _api.ShowAsync("a lighthouse", shade: 1);
        var second = await _api.ShowAsync("a gull", shade: 2);

        var answer = await AskAsync("mp4", [second.Id.ToString(), first.Id.ToString()], new JsonObject { ["fps"] = 12, ["fadeMs"] = 200, ["burnNumbers"] = true });

        Assert.Equal((202, "queued", "mp4", 2), (answer.Status, (string)answer.Body["state"]!, (string)answer.Body["kind"]!, (int)answer.Body["total"]!));
        Assert.Equal($"/api/exports/{(string)answer.Body["id"]!}", answer.Header("Location"));
        var order = Shelf.Find((string)answer.Body["id"]!)!.Order;
        Assert.Equal([(1, second.RelativePath, "a gull"), (2, first.RelativePath, "a lighthouse")], order.Frames.Select(frame => (frame.Number, frame.RelativePath!, frame.Prompt)));
        Assert.Equal((12, 200, true, 3), (order.Settings.Fps, order.Settings.FadeMs, order.Settings.BurnNumbers, order.Settings.Columns));
    }

    [Fact]
    public async Task The_file_comes_when_it_is_done_and_not_before()
    {
        var id = (string)(await AskAsync("pdf", [(await _api.ShowAsync("a lighthouse")).Id.ToString()])).Body["id"]!;
        Assert.Equal(409, (await _api.GetAsync($"/api/exports/{id}/file")).Status);

        await FinishAsync(id, "%PDF-1.7"u8.ToArray());

        var view = await _api.GetAsync($"/api/exports/{id}");
        Assert.Equal(("done", 8, $"/api/exports/{id}/file"), ((string)view.Body["state"]!, (int)view.Body["bytes"]!, (string)view.Body["url"]!));
        var file = await _api.GetAsync($"/api/exports/{id}/file");
        Assert.Equal((200, "application/pdf"), (file.Status, file.Header("Content-Type")));
        Assert.Contains("Storyboard%20%C3%9Cber%20alles.pdf", file.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Equal("%PDF-1.7"u8.ToArray(), file.Bytes);
    }

    [Fact]
    public async Task One_that_waits_is_cancelled_and_one_that_ended_is_removed()
    {
        var image = (await _api.ShowAsync("a lighthouse")).Id.ToString();
        var id = (string)(await AskAsync("zip", [image])).Body["id"]!;

        Assert.Equal(204, (await DeleteAsync(id)).Status);
        Assert.Equal("cancelled", (string)(await _api.GetAsync($"/api/exports/{id}")).Body["state"]!);
        Assert.Equal(204, (await DeleteAsync(id)).Status);

        Assert.Equal(404, (await _api.GetAsync($"/api/exports/{id}")).Status);
        Assert.DoesNotContain(_api.Images.Files(), file => file.StartsWith(".exports/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_tells_the_latest_first()
    {
        var image = (await _api.ShowAsync("a lighthouse")).Id.ToString();
        var first = (string)(await AskAsync("zip", [image])).Body["id"]!;
        var second = (string)(await AskAsync("gif", [image])).Body["id"]!;

        var list = await _api.GetAsync("/api/exports");

        Assert.Equal([second, first], list.Body.AsArray().Select(export => (string)export!["id"]!));
        Assert.Empty((await _api.GetAsync("/api/exports?sequence=0123")).Body.AsArray());
    }

    [Fact]
    public async Task All_faults_are_named_at_once()
    {
        var answer = await _api.PostAsync("/api/exports", new JsonObject
        {
            ["images"] = new JsonArray(),
            ["title"] = new string('x', 201),
            ["settings"] = new JsonObject { ["columns"] = 7, ["width"] = 10, ["fps"] = 0, ["fadeMs"] = -1 },
        });

        Assert.Equal(400, answer.Status);
        Assert.All(
            (string[])["kind", "images", "title", "settings.columns", "settings.width", "settings.fps", "settings.fadeMs"], field => Assert.NotEmpty(answer.Error(field)));
    }

    [Theory]
    [InlineData(23.976, 202)]
    [InlineData(60, 202)]
    [InlineData(23.5, 400)]
    public async Task A_timeline_has_a_rate_that_editors_know(double fps, int status)
    {
        var answer = await AskAsync("timeline", [(await _api.ShowAsync("a lighthouse")).Id.ToString()], new JsonObject { ["fps"] = fps });

        Assert.Equal(status, answer.Status);
        if (status == 202)
            Assert.Equal(("Storyboard Über alles timeline.zip", (decimal)fps), (Shelf.Find((string)answer.Body["id"]!)!.Order.FileName, Shelf.Find((string)answer.Body["id"]!)!.Order.Settings.Fps));
        else
            Assert.Contains("29.97", answer.Error("settings.fps"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_what_says_nothing_is_refused()
    {
        Assert.Equal(404, (await AskAsync("zip", [new string('0', 32)])).Status);
        Assert.NotEmpty((await _api.PostAsync("/api/exports", new JsonObject { ["kind"] = "zip" })).Error("sequence"));
        Assert.Equal(404, (await _api.GetAsync($"/api/exports/{new string('0', 32)}")).Status);
        Assert.Equal(404, (await _api.GetAsync("/api/exports/..%2f..%2fmarks/file")).Status);
    }

    private Task<Answer> AskAsync(string kind, string[] images, JsonObject? settings = null) => _api.PostAsync("/api/exports", new JsonObject
    {
        ["kind"] = kind,
        ["title"] = "Storyboard: Über alles",
        ["images"] = new JsonArray([.. images.Select(image => JsonValue.Create(image))]),
        ["settings"] = settings,
    });

    private async Task<Answer> DeleteAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/exports/{id}");
        return await _api.SendAsync(request);
    }

    // The test plays the Thumbnailer.
    private async Task FinishAsync(string id, byte[] content)
    {
        var order = Shelf.Find(id)!.Order;
        var file = Path.Join(Shelf.BeginWork(id), "result");
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
        var bytes = Shelf.Publish(order, file);
        Shelf.EndWork(id);
        Shelf.Note(id, new ExportState(ExportStatus.Done, order.Frames.Count, order.Frames.Count) { Bytes = bytes });
    }
}
