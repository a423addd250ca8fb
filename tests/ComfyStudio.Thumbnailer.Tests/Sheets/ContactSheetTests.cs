using System.Net;
using System.Net.Http.Json;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Thumbnailer.Tests.Vips;

namespace ComfyStudio.Thumbnailer.Tests.Sheets;

public sealed class ContactSheetTests(RedisServer redis) : IAsyncLifetime
{
    private readonly ThumbnailerHost _host = new(redis);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Images_stand_in_rows_and_what_is_gone_leaves_its_place_empty()
    {
        _host.Images.Put("a.png", TestPng.Make(600, 600, shade: 255));
        _host.Images.Put("c.png", TestPng.Make(300, 150, shade: 255));

        var answer = await AskAsync(2, "a.png", "gone.png", "c.png");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var sheet = await answer.Content.ReadAsByteArrayAsync(Token);
        Assert.Equal((636, 636), TestPictures.Size(sheet));
        Assert.InRange(TestPictures.Pixel(sheet, 12 + 20, 12 + 20)[0], 0, 40);
        Assert.Equal([255, 255, 255], TestPictures.Pixel(sheet, 324 + 150, 12 + 150));
        Assert.Equal([255, 255, 255], TestPictures.Pixel(sheet, 12 + 20, 324 + 20));
        Assert.InRange(TestPictures.Pixel(sheet, 12 + 20, 324 + 90)[0], 0, 40);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public async Task A_page_that_makes_no_sense_is_refused(int columns) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(columns, "a.png")).StatusCode);

    private Task<HttpResponseMessage> AskAsync(int columns, params string[] paths) => _host.CreateClient().PostAsJsonAsync(
        "/sheets", new { images = paths.Select(relativePath => new { relativePath, version = "v" }), columns }, Token);
}
