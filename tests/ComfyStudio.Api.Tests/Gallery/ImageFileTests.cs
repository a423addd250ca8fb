using System.Net.Http.Headers;
using ComfyStudio.Images;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Gallery;

public sealed class ImageFileTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;
    private StoredImage _image = null!;
    private string _url = "";

    public async ValueTask InitializeAsync()
    {
        _api = await StudioApi.StartAsync(redis);
        _image = await _api.ShowAsync("a cat");
        _url = (string)(await _api.GetAsync($"/api/images/{_image.Id}")).Body["url"]!;
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task With_its_version_in_the_address_the_file_may_be_kept_for_ever()
    {
        var answer = await _api.GetAsync(_url);

        Assert.Equal(200, answer.Status);
        Assert.Equal("image/png", answer.ContentHeaders.ContentType!.MediaType);
        Assert.Equal(_image.Bytes, answer.Bytes.Length);
        Assert.Equal("max-age=31536000, private, immutable".Split(", ").Order(), answer.Header("Cache-Control")!.Split(", ").Order());
        Assert.NotNull(answer.ContentHeaders.LastModified);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Contains("sandbox", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?v=outdated")]
    public async Task Without_the_current_version_it_must_be_asked_for_each_time(string query)
    {
        var answer = await _api.GetAsync($"/api/images/{_image.Id}/file{query}");

        Assert.Equal(200, answer.Status);
        Assert.Contains("no-cache", answer.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.DoesNotContain("immutable", answer.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_has_it_is_answered_304()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _url);
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue((await _api.GetAsync(_url)).Header("ETag")!));

        var answer = await _api.SendAsync(request);

        Assert.Equal(304, answer.Status);
        Assert.Empty(answer.Bytes);
    }

    [Fact]
    public async Task A_part_of_it_can_be_asked_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _url);
        request.Headers.Range = new RangeHeaderValue(1, 3);

        var answer = await _api.SendAsync(request);

        Assert.Equal(206, answer.Status);
        Assert.Equal("PNG"u8.ToArray(), answer.Bytes);
        Assert.Equal($"bytes 1-3/{_image.Bytes}", answer.Header("Content-Range"));
    }

    [Fact]
    public async Task A_part_that_it_does_not_have_is_a_416()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _url);
        request.Headers.Range = new RangeHeaderValue(_image.Bytes + 10, null);

        Assert.Equal(416, (await _api.SendAsync(request)).Status);
    }

    [Fact]
    public async Task GALLERY_VIEW_023_It_can_be_saved_as_a_file()
    {
        var answer = await _api.GetAsync($"{_url}&download=1");

        Assert.Equal("attachment", answer.ContentHeaders.ContentDisposition!.DispositionType);
        Assert.Equal(Path.GetFileName(_image.RelativePath), answer.ContentHeaders.ContentDisposition.FileName);
    }

    [Fact]
    public async Task HEAD_tells_its_size_without_sending_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, _url);

        var answer = await _api.SendAsync(request);

        Assert.Equal((200, _image.Bytes, 0), (answer.Status, answer.ContentHeaders.ContentLength, answer.Bytes.Length));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_not_found()
    {
        File.Delete(Path.Join(_api.Images.Path, _image.RelativePath));

        Assert.Equal(404, (await _api.GetAsync(_url)).Status);
    }

    [Theory]
    [InlineData("/api/images/..%2f..%2fetc%2fpasswd/file")]
    [InlineData("/api/images/%2e%2e/file")]
    [InlineData("/api/images/0123456789ABCDEF0123456789ABCDEF/file")]
    public async Task No_address_leads_out_of_the_folder(string address) => Assert.Equal(404, (await _api.GetAsync(address)).Status);
}
