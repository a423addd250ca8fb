using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ComfyStudio.Images;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Gallery.Acts;

public sealed class GalleryActsTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;
    private StoredImage _cat = null!;
    private StoredImage _dog = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await StudioApi.StartAsync(redis);
        _cat = await _api.ShowAsync("a cat", shade: 1);
        _dog = await _api.ShowAsync("a dog", shade: 2);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Marks_are_noted_shown_and_put_back()
    {
        var changed = await PatchMarksAsync(new JsonObject { ["ids"] = Ids(_cat, _dog), ["favorite"] = true, ["rating"] = 4, ["addTags"] = new JsonArray("sea", "Sea ", "dusk"), ["note"] = " good " });
        Assert.Equal(200, changed.Status);
        var cat = await _api.GetAsync($"/api/images/{_cat.Id}");
        Assert.True((bool)cat.Body["favorite"]!);
        Assert.Equal(4, (int)cat.Body["rating"]!);
        Assert.Equal(["dusk", "sea"], cat.Body["tags"]!.AsArray().Select(tag => (string)tag!));

        var more = await PatchMarksAsync(new JsonObject { ["ids"] = Ids(_cat), ["rating"] = 0, ["removeTags"] = new JsonArray("SEA") });
        var former = more.Body["former"]!.AsArray().Single()!;
        Assert.Equal((4, "good"), ((int)former["rating"]!, (string)former["note"]!));
        Assert.Equal(["dusk"], (await _api.GetAsync($"/api/images/{_cat.Id}")).Body["tags"]!.AsArray().Select(tag => (string)tag!));

        var undone = await SendAsync(HttpMethod.Put, "/api/images/marks", new JsonObject { ["marks"] = new JsonArray(former.DeepClone()) });
        Assert.Equal(200, undone.Status);
        Assert.Equal(4, (int)(await _api.GetAsync($"/api/images/{_cat.Id}")).Body["rating"]!);
        Assert.Equal(2, (int)(await _api.GetAsync("/api/images?tag=sea&favorite=true&rating=4")).Body["count"]!);
    }

    [Fact]
    public async Task What_lies_in_a_folder_of_another_program_is_shown_and_marked_and_not_deleted()
    {
        using var other = new TestImagesFolder();
        other.Put("fox.png", TestPng.Make(texts: new Dictionary<string, string> { ["parameters"] = "a red fox\nSteps: 20, Seed: 7" }));
        await using var api = await StudioApi.StartAsync(redis, ("Images:Linked:forge", other.Path));
        var own = await api.ShowAsync("a cat", shade: 1);
        await api.Get<ImageIndex>().ScanAsync(Token);
        var fox = ImageId.Of("linked/forge/fox.png");

        var shown = await api.GetAsync($"/api/images/{fox}");
        var marked = await api.Http.PatchAsJsonAsync("/api/images/marks", new JsonObject { ["ids"] = new JsonArray(fox.ToString()), ["rating"] = 5 }, Token);
        var both = await api.PostAsync("/api/images/trash", new JsonObject { ["ids"] = new JsonArray(fox.ToString(), own.Id.ToString()) });
        using var one = await api.Http.DeleteAsync($"/api/images/{fox}", Token);

        Assert.Equal((200, other.Path), (shown.Status, (string)shown.Body["path"]!));
        Assert.True((bool)shown.Body["readOnly"]!);
        Assert.Equal([true, false], (await api.GetAsync("/api/images")).Body["items"]!.AsArray().Select(image => (bool)image!["readOnly"]!).OrderDescending());
        Assert.True(marked.IsSuccessStatusCode);
        Assert.Equal(5, (int)(await api.GetAsync($"/api/images/{fox}")).Body["rating"]!);
        Assert.Equal((409, 409), (both.Status, (int)one.StatusCode));
        Assert.Contains("linked/forge/fox.png", (string)both.Body["detail"]!, StringComparison.Ordinal);
        Assert.Equal(200, (await api.GetAsync($"/api/images/{own.Id}")).Status);
        Assert.Equal(["fox.png"], other.Files());
    }

    [Fact]
    public async Task Open_pages_are_told_whose_marks_changed()
    {
        using var stream = await _api.Http.GetStreamAsync("/api/events", Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        using var lines = new StreamReader(stream);
        await lines.ReadLineAsync(Token);

        await PatchMarksAsync(new JsonObject { ["ids"] = Ids(_cat), ["favorite"] = true });

        string? line;
        do
        {
            line = await lines.ReadLineAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token);
        }
        while (line != "event: images");
        Assert.Contains(_cat.Id.ToString(), await lines.ReadLineAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"ids":[],"rating":3}""", "ids")]
    [InlineData("""{"ids":["{cat}"]}""", "ids")]
    [InlineData("""{"ids":["{cat}"],"rating":6}""", "rating")]
    [InlineData("""{"ids":["{cat}"],"addTags":[" "]}""", "addTags")]
    [InlineData("""{"ids":["{cat}"],"addTags":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]}""", "addTags")]
    public async Task Marks_that_make_no_sense_are_refused_by_field(string body, string field)
    {
        var answer = await PatchMarksAsync(JsonNode.Parse(body.Replace("{cat}", _cat.Id.ToString(), StringComparison.Ordinal))!);

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Body["errors"]![field]);
    }

    [Fact]
    public async Task Images_lie_in_albums_and_come_out_again()
    {
        var album = (await _api.PostAsync("/api/albums", new JsonObject { ["name"] = " Sea " })).Body;
        var id = (string)album["id"]!;
        Assert.Equal("Sea", (string)album["name"]!);

        var filled = await _api.PostAsync($"/api/albums/{id}/images", new JsonObject { ["ids"] = Ids(_cat, _dog) });
        Assert.Equal(2, (int)filled.Body["count"]!);
        await _api.PostAsync($"/api/albums/{id}/images/remove", new JsonObject { ["ids"] = Ids(_dog) });
        Assert.Equal(1, (int)(await _api.GetAsync($"/api/images?album={id}")).Body["count"]!);

        Assert.Equal("Shore", (string)(await SendAsync(HttpMethod.Patch, $"/api/albums/{id}", new JsonObject { ["name"] = "Shore" })).Body["name"]!);
        var listed = (await _api.GetAsync("/api/albums")).Body.AsArray().Single()!;
        Assert.Equal((1, _cat.Id.ToString()), ((int)listed["count"]!, (string)listed["cover"]!));
        Assert.Equal(204, (await SendAsync(HttpMethod.Delete, $"/api/albums/{id}")).Status);
        Assert.Equal(404, (await SendAsync(HttpMethod.Delete, $"/api/albums/{id}")).Status);
        Assert.Equal(2, (int)(await _api.GetAsync("/api/images")).Body["count"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task An_album_needs_a_name(string name) => Assert.Equal(400, (await _api.PostAsync("/api/albums", new JsonObject { ["name"] = name })).Status);

    [Fact]
    public async Task Searches_are_kept_and_forgotten()
    {
        var search = await _api.PostAsync("/api/searches", new JsonObject { ["name"] = "Best", ["query"] = "?rating=5" });
        Assert.Equal(201, search.Status);
        Assert.Equal("rating=5", (string)(await _api.GetAsync("/api/searches")).Body.AsArray().Single()!["query"]!);

        Assert.Equal(204, (await SendAsync(HttpMethod.Delete, $"/api/searches/{search.Body["id"]}")).Status);
        Assert.Empty((await _api.GetAsync("/api/searches")).Body.AsArray());
    }

    [Fact]
    public async Task GALLERY_VIEW_027_What_is_deleted_leaves_the_gallery_and_comes_back_with_its_tags()
    {
        await PatchMarksAsync(new JsonObject { ["ids"] = Ids(_cat), ["addTags"] = new JsonArray("keep"), ["rating"] = 3 });
        var thrown = await _api.PostAsync("/api/images/trash", new JsonObject { ["ids"] = Ids(_cat, _dog) });
        Assert.Equal(2, (int)thrown.Body["count"]!);
        Assert.True((long)thrown.Body["bytes"]! > _cat.Bytes + _dog.Bytes);
        Assert.Equal(0, (int)(await _api.GetAsync("/api/images")).Body["count"]!);
        var trash = (await _api.GetAsync("/api/trash")).Body;
        Assert.Equal((2, (long)thrown.Body["bytes"]!), ((int)trash["count"]!, (long)trash["bytes"]!));
        var gone = trash["items"]![0]!["images"]![0]!;
        Assert.Equal(("a cat", _cat.Id.ToString()), ((string)gone["prompt"]!, (string)gone["id"]!));

        var back = await _api.PostAsync($"/api/trash/{thrown.Body["trashId"]}/restore");

        Assert.Equal([_cat.Id.ToString(), _dog.Id.ToString()], back.Body["ids"]!.AsArray().Select(id => (string)id!));
        var cat = (await _api.GetAsync($"/api/images/{_cat.Id}")).Body;
        Assert.Equal((3, "a cat"), ((int)cat["rating"]!, (string)cat["prompt"]!));
        Assert.Equal("keep", (string)cat["tags"]![0]!);
        Assert.Empty((await _api.GetAsync("/api/trash")).Body["items"]!.AsArray());
        Assert.Equal(404, (await _api.PostAsync($"/api/trash/{thrown.Body["trashId"]}/restore")).Status);
    }

    [Fact]
    public async Task What_is_in_the_trash_keeps_its_small_picture()
    {
        var record = _api.Get<ImageIndex>().Find(_cat.Id)!;
        _api.Images.Put(ThumbnailSpec.RelativePath(record.RelativePath, 300, record.Version), [1, 2, 3]);
        await SendAsync(HttpMethod.Delete, $"/api/images/{_cat.Id}");

        var image = (await _api.GetAsync("/api/trash")).Body["items"]![0]!["images"]![0]!;

        Assert.Equal([1, 2, 3], (await _api.GetAsync((string)image["thumbnails"]!["300"]!)).Bytes);
    }

    [Fact]
    public async Task The_trash_is_emptied_one_by_one_or_at_once()
    {
        var first = await SendAsync(HttpMethod.Delete, $"/api/images/{_cat.Id}");
        await SendAsync(HttpMethod.Delete, $"/api/images/{_dog.Id}");
        Assert.Equal(404, (await SendAsync(HttpMethod.Delete, $"/api/images/{_dog.Id}")).Status);

        Assert.Equal(204, (await SendAsync(HttpMethod.Delete, $"/api/trash/{first.Body["trashId"]}")).Status);
        Assert.Equal(1, (int)(await SendAsync(HttpMethod.Delete, "/api/trash")).Body["count"]!);

        Assert.Equal(0, (int)(await _api.GetAsync("/api/trash")).Body["count"]!);
        Assert.DoesNotContain(_api.Images.Files(), file => file.EndsWith(".png", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_images_come_as_one_archive_once()
    {
        var foreign = _api.Images.Put("b/001-7.png", TestPng.Make(shade: 9));
        await _api.Get<ImageIndex>().AddAsync("b/001-7.png", Token);
        _api.Images.Put("c/gone.png", TestPng.Make(shade: 10));
        await _api.Get<ImageIndex>().AddAsync("c/gone.png", Token);
        var ids = new JsonArray(_cat.Id.ToString(), _dog.Id.ToString(), ImageId.Of("b/001-7.png").ToString(), ImageId.Of("c/gone.png").ToString());
        var asked = await _api.PostAsync("/api/images/archive", new JsonObject { ["ids"] = ids, ["sidecars"] = true });
        File.Delete(Path.Join(_api.Images.Path, "c/gone.png"));

        var zip = await _api.GetAsync((string)asked.Body["url"]!);

        Assert.Equal("application/zip", zip.ContentHeaders.ContentType!.MediaType);
        using var archive = new ZipArchive(new MemoryStream(zip.Bytes));
        Assert.Equal(
            ["001-7 (2).json", "001-7 (2).png", "001-7 (3).png", "001-7.json", "001-7.png", "not-included.txt"],
            archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.All(archive.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
        Assert.Equal(File.ReadAllBytes(foreign), Content(archive, "001-7 (3).png"));
        Assert.Contains("c/gone.png", Encoding.UTF8.GetString(Content(archive, "not-included.txt")), StringComparison.Ordinal);
        Assert.Equal(404, (await _api.GetAsync((string)asked.Body["url"]!)).Status);
    }

    [Fact]
    public async Task All_that_match_come_as_one_archive_without_naming_them()
    {
        var bird = await _api.ShowAsync("a bird", shade: 3);
        var asked = await _api.PostAsync("/api/images/archive", new JsonObject { ["filter"] = "q=a", ["except"] = Ids(_dog) });

        Assert.Equal(2, (int)asked.Body["count"]!);
        using var archive = new ZipArchive(new MemoryStream((await _api.GetAsync((string)asked.Body["url"]!)).Bytes));
        Assert.Equal(2, archive.Entries.Count);
        Assert.Equal(1, (int)(await _api.PostAsync("/api/images/archive", new JsonObject { ["filter"] = "q=bird" })).Body["count"]!);
        Assert.Equal(3, (int)(await _api.PostAsync("/api/images/archive", new JsonObject { ["filter"] = "" })).Body["count"]!);
        Assert.Equal(
            new[] { bird.Id, _dog.Id, _cat.Id }.Select(id => id.ToString()).Order(),
            (await _api.GetAsync("/api/images/ids?q=a")).Body.AsArray().Select(id => (string)id!).Order());
    }

    [Theory]
    [InlineData("q=nothing%20like%20it", 404)]
    [InlineData("colour=red", 400)]
    [InlineData("rating=9", 400)]
    [InlineData("seed=x", 400)]
    public async Task A_filter_that_finds_nothing_or_makes_no_sense_gives_no_archive(string filter, int status)
    {
        var answer = await _api.PostAsync("/api/images/archive", new JsonObject { ["filter"] = filter });

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 400, answer.Error("filter").Length > 0);
    }

    [Fact]
    public async Task A_deleted_album_comes_back_with_its_images_and_facets_call_it_by_its_name()
    {
        var id = (string)(await _api.PostAsync("/api/albums", new JsonObject { ["name"] = "Sea" })).Body["id"]!;
        await _api.PostAsync($"/api/albums/{id}/images", new JsonObject { ["ids"] = Ids(_cat) });
        Assert.Equal(404, (await _api.PostAsync($"/api/albums/{id}/restore")).Status);
        await SendAsync(HttpMethod.Delete, $"/api/albums/{id}");
        Assert.Empty((await _api.GetAsync("/api/images/facets")).Body["album"]!.AsArray());

        var restored = await _api.PostAsync($"/api/albums/{id}/restore");

        Assert.Equal((200, "Sea", 1), (restored.Status, (string)restored.Body["name"]!, (int)restored.Body["count"]!));
        var facet = (await _api.GetAsync("/api/images/facets")).Body["album"]!.AsArray().Single()!;
        Assert.Equal((id, "Sea", 1), ((string)facet["value"]!, (string)facet["label"]!, (int)facet["count"]!));
        Assert.Equal("Sea", (string)(await _api.GetAsync($"/api/images/facets?album={id}&q=dog")).Body["album"]![0]!["label"]!);
    }

    [Fact]
    public async Task A_clean_copy_has_the_pixels_and_no_words()
    {
        _api.Images.Put("a/noted.png", TestPng.Make(shade: 3, texts: new Dictionary<string, string> { ["prompt"] = "a secret fox" }));
        await _api.Get<ImageIndex>().AddAsync("a/noted.png", Token);

        var redirect = await _api.GetAsync($"/api/images/{ImageId.Of("a/noted.png")}/file?clean=1");
        var clean = await _api.GetAsync(redirect.Header("Location")!);

        Assert.Equal(TestPng.Make(shade: 3), clean.Bytes);
        Assert.Equal("image/png", clean.ContentHeaders.ContentType!.MediaType);
        Assert.DoesNotContain("noted", clean.ContentHeaders.ContentDisposition!.ToString(), StringComparison.Ordinal);
    }

    private static byte[] Content(ZipArchive archive, string name)
    {
        using var content = archive.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private static JsonArray Ids(params StoredImage[] images) => [.. images.Select(image => JsonValue.Create(image.Id.ToString()))];

    private Task<Answer> PatchMarksAsync(JsonNode body) => SendAsync(HttpMethod.Patch, "/api/images/marks", body);

    private async Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await _api.SendAsync(request);
    }
}
