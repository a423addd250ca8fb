using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Inputs.Keeping;
using ComfyStudio.Images;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Inputs;

public sealed class InputKeeperTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;
    private byte _shade;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private InputFiles Files => _api.Get<InputFiles>();

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task An_upload_that_nothing_names_goes_thirty_days_after_it_was_brought_last()
    {
        var (old, young, sound) = (await BringAsync(29), await BringAsync(0), BringSound(31));
        var oldest = await BringAsync(31);

        await SweepAsync();

        Assert.Equal((true, true, false, false), (IsThere(old), IsThere(young), IsThere(oldest), IsThere(sound)));
    }

    [Fact]
    public async Task What_is_brought_again_counts_as_new()
    {
        var id = await BringAsync(31);
        _shade--;

        Assert.Equal(id, await UploadAsync(TestPng.Make(shade: _shade)));
        await SweepAsync();

        Assert.True(IsThere(id));
    }

    [Fact]
    public async Task One_that_a_form_was_just_checked_with_stays()
    {
        var id = await BringAsync(31);

        Assert.Equal(200, (await _api.PostAsync("/api/generations/preview", Request(id))).Status);
        await SweepAsync();

        Assert.True(IsThere(id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_of_a_job_stays_while_the_job_waits_and_while_it_can_be_tried_again(bool hasFailed)
    {
        var id = await BringAsync(0);
        Assert.Equal(202, (await _api.PostAsync("/api/generations", Request(id))).Status);
        if (hasFailed)
            await _api.FailNextAsync();
        Age(id, 31);

        await SweepAsync();

        Assert.True(IsThere(id));
    }

    [Theory]
    [InlineData("2026-11-21/one/001-7.json", """{ "making": { "slots": { "image": "@id" } } }""")]
    [InlineData("sequences/1/sequence.json", """{ "people": [{ "references": [{ "input": "@id" }] }] }""")]
    [InlineData("sequences/1/.runs/2.json", """{ "input": "@id" }""")]
    [InlineData(".exports/1/export.json", """{ "settings": { "sound": "@id" } }""")]
    [InlineData(".trash/1/0.json", """{ "making": { "slots": { "image": "@id" } } }""")]
    [InlineData(".own-templates/mine/1.json", """{ "slots": [{ "default": "@id" }] }""")]
    public async Task One_that_a_file_names_stays_until_that_file_is_gone(string path, string text)
    {
        var id = await BringAsync(31);
        var file = Path.Join(_api.Images.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text.Replace("@id", id, StringComparison.Ordinal), Cancelled);

        await SweepAsync();
        Assert.True(IsThere(id));

        File.Delete(file);
        Age(id, 31);
        await SweepAsync();
        Assert.False(IsThere(id));
    }

    [Theory]
    [InlineData("imports/2026-11-21/fox.png")]
    [InlineData(".trash/1/0.png")]
    public async Task One_that_a_picture_was_made_from_stays_so_that_it_can_be_made_again(string path)
    {
        var id = await BringAsync(31);
        var file = Path.Join(_api.Images.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, PictureMadeFrom(id), Cancelled);

        await SweepAsync();

        Assert.True(IsThere(id));
    }

    [Fact]
    public async Task Nothing_goes_while_a_folder_that_may_name_it_is_away()
    {
        using var other = new TestImagesFolder();
        await _api.DisposeAsync();
        _api = await StudioApi.StartAsync(redis, ("Images:Linked:forge", Path.Join(other.Path, "unmounted")));
        var id = await BringAsync(31);

        await Assert.ThrowsAsync<DirectoryNotFoundException>(SweepAsync);

        Assert.True(IsThere(id));
    }

    private Task SweepAsync() => _api.Get<InputKeeper>().SweepAsync(Cancelled);

    private bool IsThere(string id) => PathOf(id) is not null;

    private string? PathOf(string id) => Directory.EnumerateFiles(Files.Folder, id + ".*").SingleOrDefault();

    private void Age(string id, int days) => File.SetLastWriteTimeUtc(PathOf(id)!, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-days));

    private async Task<string> BringAsync(int days)
    {
        var id = await UploadAsync(TestPng.Make(shade: _shade++));
        Age(id, days);
        return id;
    }

    // No Thumbnailer is here to hear one.
    private string BringSound(int days)
    {
        var id = new string('a', 64);
        File.WriteAllBytes(Path.Join(Files.Folder, id + ".wav"), [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt and so on"u8]);
        Age(id, days);
        return id;
    }

    private async Task<string> UploadAsync(byte[] content)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(file, "file", "cat.png");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/inputs") { Content = form };
        return (string)(await _api.SendAsync(request)).Body["id"]!;
    }

    private static JsonObject Request(string picture) => new()
    {
        ["template"] = "img2img_sdxl",
        ["slots"] = new JsonObject { ["prompt"] = "a cat", ["checkpoint"] = StudioApi.Sdxl, ["image"] = picture },
    };

    /// <summary>As ComfyUI writes one: with the graph that names the picture as workers name it on engines.</summary>
    private static byte[] PictureMadeFrom(string id)
    {
        var graph = new JsonObject { ["1"] = new JsonObject { ["class_type"] = "LoadImage", ["inputs"] = new JsonObject { ["image"] = $"studio/{id}.png" } } };
        return TestPng.Make(texts: new Dictionary<string, string> { ["prompt"] = graph.ToJsonString() });
    }
}
