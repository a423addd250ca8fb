using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Thumbnailer.Tests.Vips;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Tests.Pixels;

public sealed class PixelComparisonTests(RedisServer redis) : IAsyncLifetime
{
    private readonly ThumbnailerHost _host = new(redis);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_same_pixels_are_the_same_however_they_are_packed_and_whatever_is_noted_beside_them()
    {
        _host.Images.Put("a.png", TestPng.Make(texts: new Dictionary<string, string> { ["prompt"] = "{}" }));
        _host.Images.Put("b.png", TestPictures.Save("pngsave_buffer", TestPng.Make(), ("compression", "9")));
        _host.Images.Put("c.webp", TestPictures.Save("webpsave_buffer", TestPng.Make(), ("lossless", "true")));

        Assert.Equal((true, 0.0), await CompareAsync("a.png", "b.png"));
        Assert.Equal((true, 0.0), await CompareAsync("a.png", "c.webp"));
    }

    [Fact]
    public async Task What_differs_is_counted_by_pixels()
    {
        _host.Images.Put("a.png", TestPng.Make(shade: 10));
        _host.Images.Put("all.png", TestPng.Make(shade: 13));
        _host.Images.Put("some.png", OneBlackRow(TestPng.Make(shade: 10)));

        var all = await AskAsync("a.png", "all.png");

        Assert.Equal((false, 1.0, 3), ((bool)all["identical"]!, (double)all["differing"]!, (int)all["largest"]!));
        Assert.Equal((false, 1.0 / 48), await CompareAsync("some.png", "a.png"));
        Assert.NotEqual((string)all["hash"]!, (string)all["fromHash"]!);
    }

    [Fact]
    public async Task Images_of_other_sizes_or_kinds_differ_without_a_number()
    {
        _host.Images.Put("a.png", TestPng.Make(64, 48));
        _host.Images.Put("turned.png", TestPng.Make(48, 64));
        _host.Images.Put("clear.png", TestPng.Make(64, 48, alpha: true));

        Assert.Equal((false, null), await CompareAsync("a.png", "turned.png"));
        Assert.Equal((false, null), await CompareAsync("a.png", "clear.png"));
    }

    [Theory]
    [InlineData("gone.png", HttpStatusCode.NotFound)]
    [InlineData("../a.png", HttpStatusCode.NotFound)]
    [InlineData("cut.png", HttpStatusCode.UnprocessableEntity)]
    [InlineData("huge.png", HttpStatusCode.UnprocessableEntity)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_decoded_is_refused(string path, HttpStatusCode status)
    {
        _host.Images.Put("a.png", TestPng.Make());
        _host.Images.Put("cut.png", TestPng.Make()[..200]);
        _host.Images.Put("huge.png", TestPng.MakeHeaderOnly(20_000, 20_000));

        Assert.Equal(status, (await PostAsync("a.png", path)).StatusCode);
    }

    // libvips itself draws it, so that the two only differ there.
    private static byte[] OneBlackRow(byte[] png)
    {
        using var source = new VipsSource(png);
        using var load = new VipsOperation("pngload_buffer").With("buffer", source);
        using var image = load.RunToImage();
        using var rest = new VipsOperation("extract_area").With("input", image).With("left", 0).With("top", 1).With("width", image.Width).With("height", image.Height - 1);
        using var lower = rest.RunToImage();
        using var embed = new VipsOperation("embed").With("in", lower).With("x", 0).With("y", 1).With("width", image.Width).With("height", image.Height).With("extend", "black");
        using var drawn = embed.RunToImage();
        using var save = new VipsOperation("pngsave_buffer").With("in", drawn);
        return save.RunToBytes();
    }

    private async Task<(bool Identical, double? Differing)> CompareAsync(string image, string from) =>
        await AskAsync(image, from) is var answer ? ((bool)answer["identical"]!, (double?)answer["differing"]) : default;

    private async Task<JsonNode> AskAsync(string image, string from)
    {
        using var answer = await PostAsync(image, from);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Token))!;
    }

    private Task<HttpResponseMessage> PostAsync(string image, string from) =>
        _host.CreateClient().PostAsJsonAsync("/pixels/compare", new { image = new { relativePath = image }, from = new { relativePath = from } }, Token);
}
