using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Gallery;

public sealed class GalleryTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task GALLERY_VIEW_006_Images_come_newest_first_page_by_page_without_gap_or_repeat()
    {
        var stored = new List<string>();
        for (byte shade = 1; shade <= 5; shade++)
            stored.Add((await _api.ShowAsync("a cat", shade)).Id.ToString());

        var first = await _api.GetAsync("/api/images?limit=2");
        var second = await _api.GetAsync($"/api/images?limit=2&after={first.Body["next"]}");
        var third = await _api.GetAsync($"/api/images?limit=2&after={second.Body["next"]}");

        var listed = Ids(first).Concat(Ids(second)).Concat(Ids(third)).ToList();
        Assert.Equal(stored.Order(), listed.Order());
        Assert.Equal(Times(first, second, third).OrderDescending(), Times(first, second, third));
        Assert.Null(third.Body["next"]);
    }

    [Fact]
    public async Task GALLERY_VIEW_009_010_The_count_and_size_are_of_all_that_match()
    {
        await _api.ShowAsync("a cat", 1);
        await _api.ShowAsync("a dog", 2);

        var page = (await _api.GetAsync("/api/images?limit=1")).Body;

        Assert.Equal(2, (int)page["count"]!);
        Assert.True((long)page["totalBytes"]! > (long)page["items"]![0]!["bytes"]!);
        Assert.True((bool)page["online"]!);
    }

    [Fact]
    public async Task GALLERY_VIEW_013_Words_are_found_in_the_prompt_whatever_their_case()
    {
        var cat = await _api.ShowAsync("a Cat in the rain", 1);
        await _api.ShowAsync("a dog in the sun", 2);

        Assert.Equal([cat.Id.ToString()], Ids(await _api.GetAsync("/api/images?q=RAIN%20cat")));
    }

    [Fact]
    public async Task GALLERY_VIEW_022_One_image_tells_how_it_was_made()
    {
        var stored = await _api.ShowAsync("a cat");

        var image = (await _api.GetAsync($"/api/images/{stored.Id}")).Body;

        Assert.Equal(("a cat", StudioApi.Sdxl, 7, 20, 7), ((string)image["prompt"]!, (string)image["model"]!, (int)image["seed"]!, (int)image["steps"]!, (int)image["cfg"]!));
        Assert.Equal(stored.RelativePath, (string)image["relativePath"]!);
        Assert.Equal("comfyui", (string)image["engine"]!["kind"]!);
        Assert.Equal("local", (string)image["owner"]!);
        Assert.StartsWith($"/api/images/{stored.Id}/thumbnails/300?v=", (string)image["thumbnails"]!["300"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_asked_for_wrongly_names_every_fault()
    {
        var answer = await _api.GetAsync("/api/images?limit=501&after=tomorrow");

        Assert.Equal(400, answer.Status);
        Assert.Equal(["after", "limit"], answer.Body["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task An_unknown_image_is_not_found() => Assert.Equal(404, (await _api.GetAsync("/api/images/0123456789abcdef0123456789abcdef")).Status);

    private static IEnumerable<string> Ids(Answer answer) => answer.Body["items"]!.AsArray().Select(image => (string)image!["id"]!);

    private static List<DateTimeOffset> Times(params Answer[] pages) =>
        [.. pages.SelectMany(page => page.Body["items"]!.AsArray().Select(image => (DateTimeOffset)image!["createdAt"]!))];
}
