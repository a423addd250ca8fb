using ComfyStudio.Images;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Gallery;

public sealed class ThumbnailTests(RedisServer redis) : IAsyncLifetime
{
    private FakeThumbnailer _thumbnailer = null!;
    private StudioApi _api = null!;
    private string _url = "";
    private StoredImage _image = null!;

    public async ValueTask InitializeAsync()
    {
        _thumbnailer = await FakeThumbnailer.StartAsync();
        _api = await StudioApi.StartAsync(redis, ("Thumbnailer:Address", _thumbnailer.Address));
        _thumbnailer.Store = _api.Get<ImageStore>();
        _image = await _api.ShowAsync("a cat");
        _url = (string)(await _api.GetAsync($"/api/images/{_image.Id}")).Body["thumbnails"]!["300"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _thumbnailer.DisposeAsync();
    }

    [Fact]
    public async Task GALLERY_VIEW_003_A_missing_thumbnail_is_made_once_and_kept()
    {
        var first = await _api.GetAsync(_url);
        var second = await _api.GetAsync(_url);

        Assert.Equal("RIFF-webp"u8.ToArray(), first.Bytes);
        Assert.Equal("image/webp", first.ContentHeaders.ContentType!.MediaType);
        Assert.Contains("immutable", first.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Equal(first.Header("ETag"), second.Header("ETag"));
        Assert.Equal(1, _thumbnailer.Asked);
    }

    [Fact]
    public async Task Sizes_that_nobody_makes_are_not_found() =>
        Assert.Equal(404, (await _api.GetAsync($"/api/images/{_image.Id}/thumbnails/301")).Status);

    [Fact]
    public async Task GALLERY_VIEW_031_A_damaged_image_is_a_problem_and_not_a_server_error()
    {
        _thumbnailer.Status = 422;

        var answer = await _api.GetAsync(_url);

        Assert.Equal(422, answer.Status);
        Assert.Equal("/problems/unreadable-image", answer.ProblemType);
        Assert.Null(answer.Header("ETag"));
    }

    [Fact]
    public async Task A_busy_Thumbnailer_asks_for_patience()
    {
        _thumbnailer.Status = 503;

        var answer = await _api.GetAsync(_url);

        Assert.Equal(503, answer.Status);
        Assert.Equal("/problems/thumbnails-busy", answer.ProblemType);
        Assert.NotNull(answer.Header("Retry-After"));
    }

    [Fact]
    public async Task A_Thumbnailer_that_is_away_asks_for_patience()
    {
        await _thumbnailer.DisposeAsync();

        Assert.Equal(503, (await _api.GetAsync(_url)).Status);
    }

    [Fact]
    public async Task How_far_the_thumbnails_are_is_what_the_Thumbnailer_tells()
    {
        var answer = await _api.GetAsync("/api/thumbnails/status");

        Assert.Equal(200, answer.Status);
        Assert.Equal(7, (int)answer.Body["missing"]!);
        Assert.Equal("Working", (string)answer.Body["state"]!);
    }

    [Fact]
    public async Task How_far_the_thumbnails_are_cannot_be_told_while_the_Thumbnailer_is_away()
    {
        await _thumbnailer.DisposeAsync();

        Assert.Equal(503, (await _api.GetAsync("/api/thumbnails/status")).Status);
    }
}
