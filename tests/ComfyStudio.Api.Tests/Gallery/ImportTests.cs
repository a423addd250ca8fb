using System.Text;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Gallery;

/// <summary>Files that people drop onto the gallery.</summary>
public sealed class ImportTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_file_is_stored_as_it_is_and_shown_with_what_it_tells()
    {
        var file = TestPng.Make(texts: new Dictionary<string, string> { ["parameters"] = "a red fox\nSteps: 20, Sampler: Euler, Seed: 7, Size: 64x48, Model: dream" });

        var answer = await ImportAsync(file, "fox.jpeg");

        Assert.Equal((201, false, "a1111"), (answer.Status, (bool)answer.Body["isKnown"]!, (string)answer.Body["source"]!));
        Assert.Matches("^imports/[0-9]{4}-[0-9]{2}-[0-9]{2}/fox\\.png$", (string)answer.Body["relativePath"]!);
        Assert.Equal(file, await File.ReadAllBytesAsync(Full(answer), TestContext.Current.CancellationToken));
        Assert.Equal("a red fox", (string)(await _api.GetAsync($"/api/images/{answer.Body["imageId"]}")).Body["prompt"]!);
    }

    [Fact]
    public async Task Nothing_is_written_over_and_the_same_content_is_told_and_not_stored_twice()
    {
        var first = await ImportAsync(TestPng.Make(shade: 1), "a.png");
        var other = await ImportAsync(TestPng.Make(shade: 2), "a.png");
        var same = await ImportAsync(TestPng.Make(shade: 1), "b.png");
        var made = await _api.ShowAsync("a cat", shade: 9);
        var own = await ImportAsync(TestPng.Make(shade: 9), "c.png");

        Assert.EndsWith("/a (2).png", (string)other.Body["relativePath"]!, StringComparison.Ordinal);
        Assert.Equal((200, true, (string)first.Body["imageId"]!), (same.Status, (bool)same.Body["isKnown"]!, (string)same.Body["imageId"]!));
        Assert.Equal((200, made.Id.ToString()), (own.Status, (string)own.Body["imageId"]!));
        Assert.Equal(3, (int)(await _api.GetAsync("/api/images")).Body["count"]!);
        Assert.Empty(Directory.EnumerateFiles(_api.Images.Path, ".tmp-*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_same_content_many_times_at_once_is_stored_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ImportAsync(TestPng.Make(shade: 5), $"{i}.png")));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Single(answers.Select(answer => (string)answer.Body["imageId"]!).Distinct());
    }

    [Theory]
    [InlineData("../../../evil.png", "evil.png")]
    [InlineData("C:\\Users\\me\\fox.png", "fox.png")]
    [InlineData(".hidden.png", "hidden.png")]
    [InlineData("", "image.png")]
    [InlineData("a:b?.png", "a-b-.png")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa🦊.png", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.png")]
    public async Task No_name_leads_anywhere_else(string name, string stored)
    {
        var answer = await ImportAsync(TestPng.Make(), name);

        Assert.Equal(stored, Path.GetFileName((string)answer.Body["relativePath"]!));
        Assert.StartsWith("imports/", (string)answer.Body["relativePath"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_image_is_refused_and_leaves_nothing_behind()
    {
        var answer = await ImportAsync(Encoding.UTF8.GetBytes("not a picture at all"), "fox.png");
        var cut = await ImportAsync(TestPng.Make()[..200], "cut.png");

        Assert.Equal((422, "/problems/unreadable-image"), (answer.Status, answer.ProblemType));
        Assert.Equal(422, cut.Status);
        Assert.Empty(Directory.EnumerateFiles(Path.Join(_api.Images.Path, "imports"), "*", SearchOption.AllDirectories));
    }

    private string Full(Answer answer) => Path.Join(_api.Images.Path, (string)answer.Body["relativePath"]!);

    private async Task<Answer> ImportAsync(byte[] file, string name)
    {
        using var content = new ByteArrayContent(file);
        return await Answer.ReadAsync(await _api.Http.PostAsync($"/api/images/import?name={Uri.EscapeDataString(name)}", content, TestContext.Current.CancellationToken));
    }
}
