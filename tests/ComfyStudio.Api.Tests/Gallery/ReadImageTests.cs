using System.Net.Http.Headers;
using System.Text;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Gallery;

/// <summary>An image that is held over the page, to make more like it.</summary>
public sealed class ReadImageTests(RedisServer redis) : IAsyncLifetime
{
    private const string Parameters =
        "a red fox <lora:ink:0.6>\nNegative prompt: blurry\nSteps: 28, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 5.5, Seed: 3925671408, Size: 64x48, Model: dream_v8, Version: v1.10.1";

    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task An_image_of_another_tool_tells_how_it_was_made_and_is_not_kept()
    {
        var read = (await ReadAsync(TestPng.Make(texts: new Dictionary<string, string> { ["parameters"] = Parameters }))).Body;

        Assert.Equal(("a red fox <lora:ink:0.6>", "blurry", "dream_v8"), ((string)read["prompt"]!, (string)read["negative"]!, (string)read["model"]!));
        Assert.Equal((28, 5.5, 3925671408, "DPM++ 2M", "Karras"), ((int)read["steps"]!, (double)read["cfg"]!, (long)read["seed"]!, (string)read["sampler"]!, (string)read["scheduler"]!));
        Assert.Equal(("ink", 0.6), ((string)read["loras"]![0]!["name"]!, (double)read["loras"]![0]!["strength"]!));
        Assert.Equal((64, 48, "a1111", null), ((int)read["width"]!, (int)read["height"]!, (string)read["source"]!, read["imageId"]));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task One_that_the_gallery_has_tells_all_that_is_known_there()
    {
        var stored = await _api.ShowAsync("a cat", 3);

        var read = (await ReadAsync(await File.ReadAllBytesAsync(Path.Join(_api.Images.Path, stored.RelativePath), TestContext.Current.CancellationToken))).Body;

        Assert.Equal((stored.Id.ToString(), "a cat", "studio"), ((string)read["imageId"]!, (string)read["prompt"]!, (string)read["source"]!));
    }

    [Fact]
    public async Task One_that_says_nothing_is_answered_with_nothing()
    {
        var read = (await ReadAsync(TestPng.Make(shade: 9))).Body;

        Assert.Equal((64, null, null, null), ((int)read["width"]!, read["prompt"], read["source"], read["slots"]));
    }

    [Fact]
    public async Task What_is_no_image_is_refused_with_the_reason()
    {
        var answer = await ReadAsync(Encoding.UTF8.GetBytes("{ \"nodes\": [] }"));

        Assert.Equal((422, "/problems/unreadable-image"), (answer.Status, answer.ProblemType));
        Assert.Contains("no PNG, JPEG, WebP or GIF", (string)answer.Body["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_it_is_sent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/images/read") { Content = new ByteArrayContent(new byte[(64 * 1024 * 1024) + 1]) };

        Assert.Equal(413, (await _api.SendAsync(request)).Status);
    }

    private async Task<Answer> ReadAsync(byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return await Answer.ReadAsync(await _api.Http.PostAsync("/api/images/read", content, TestContext.Current.CancellationToken));
    }

    private List<string> Files() => [.. Directory.EnumerateFiles(_api.Images.Path, "*.png", SearchOption.AllDirectories)];
}
