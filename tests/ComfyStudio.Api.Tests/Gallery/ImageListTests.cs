using System.Globalization;
using System.Text.Json.Nodes;
using ComfyStudio.Images;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Gallery;

public sealed class ImageListTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task GALLERY_VIEW_019_A_page_tells_how_many_match_and_how_many_there_are()
    {
        await _api.ShowAsync("a cat", 1);
        await _api.ShowAsync("a dog", 2);

        var page = (await _api.GetAsync("/api/images?q=cat")).Body;

        Assert.Equal((1, 2), ((int)page["count"]!, (int)page["total"]!));
    }

    [Fact]
    public async Task A_repeated_parameter_means_any_and_different_ones_mean_all()
    {
        await PutAsync("a.png", "a cat\nSteps: 1, Sampler: Euler, Seed: 1, Model: one");
        await PutAsync("b.png", "a cat\nSteps: 1, Sampler: Euler, Seed: 2, Model: two");
        await PutAsync("c.png", "a dog\nSteps: 1, Sampler: DDIM, Seed: 3, Model: three");

        Assert.Equal(["a.png", "b.png"], await NamesAsync("model=one&model=two"));
        Assert.Equal(["b.png"], await NamesAsync("model=one&model=two&seed=2"));
        Assert.Equal(["c.png"], await NamesAsync("sampler=DDIM&size=64x48&aspect=landscape"));
        Assert.Empty(await NamesAsync("aspect=portrait"));
    }

    [Fact]
    public async Task GALLERY_VIEW_016_A_last_day_is_meant_to_its_end()
    {
        await _api.ShowAsync("a cat", 1);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        Assert.Single(await NamesAsync($"from={today}&to={today}"));
        Assert.Empty(await NamesAsync("from=2020-01-01&to=2020-12-31"));
        Assert.Single(await NamesAsync("from=2020-01-01T00:00:00Z"));
    }

    [Theory]
    [InlineData("from=2026-02-02&to=2026-02-01", 422, "to")]
    [InlineData("from=2026-02-02&to=2026-02-01T23:00:00Z", 422, "to")]
    [InlineData("from=2026-13-01", 400, "from")]
    [InlineData("to=soon", 400, "to")]
    [InlineData("aspect=round", 400, "aspect")]
    [InlineData("rating=6", 400, "rating")]
    [InlineData("sort=beauty", 400, "sort")]
    [InlineData("after=12-0123456789abcdef0123456789abcdef-%21", 400, "after")]
    public async Task GALLERY_VIEW_017_What_is_wrong_with_a_filter_is_told_at_its_field(string query, int status, string field)
    {
        var answer = await _api.GetAsync($"/api/images?{query}");

        Assert.Equal(status, answer.Status);
        Assert.NotEmpty(answer.Error(field));
    }

    [Fact]
    public async Task The_map_tells_days_shapes_and_the_way_to_every_chunk()
    {
        for (var i = 0; i < 101; i++)
            await PutAsync($"{i:000}.png", "a cat", i == 0 ? (200, 100) : (64, 64));

        var map = (await _api.GetAsync("/api/images/map?sort=oldest")).Body;
        var chunks = map["chunks"]!.AsArray();
        var last = await _api.GetAsync($"/api/images?sort=oldest&limit=100&after={chunks[1]}");
        var shapes = Convert.FromBase64String((string)map["aspects"]!);

        Assert.Equal((101, 101, 100, 2), ((int)map["count"]!, (int)map["total"]!, (int)map["chunk"]!, chunks.Count));
        Assert.Null(chunks[0]);
        Assert.Single(last.Body["items"]!.AsArray());
        Assert.Equal((101, 1), (shapes.Length, shapes.Count(shape => shape == 160)));
        Assert.Equal(101, map["days"]!.AsArray().Sum(day => (int)day!["count"]!));
    }

    [Fact]
    public async Task A_map_that_has_not_changed_is_not_sent_again()
    {
        await _api.ShowAsync("a cat", 1);
        var first = await _api.GetAsync("/api/images/map");

        Assert.Equal(304, (await AskAgainAsync(first)).Status);
        await _api.ShowAsync("a dog", 2);
        Assert.Equal(200, (await AskAgainAsync(first)).Status);
    }

    [Fact]
    public async Task Facets_count_each_property_under_the_other_filters()
    {
        await PutAsync("a.png", "a cat <lora:mist:0.5>\nSteps: 1, Sampler: Euler, Seed: 1, Model: one");
        await PutAsync("b.png", "a cat\nSteps: 1, Sampler: Euler, Seed: 2, Model: two");
        await PutAsync("c.png", "a dog\nSteps: 1, Sampler: DDIM, Seed: 3, Model: two");

        var facets = (await _api.GetAsync("/api/images/facets?q=cat&model=two")).Body;

        Assert.Equal([("one", 1), ("two", 1)], Counts(facets["model"]!).Order());
        Assert.Equal([("Euler", 1)], Counts(facets["sampler"]!));
        Assert.Empty(Counts(facets["lora"]!));
        Assert.Equal([("64x48", 1)], Counts(facets["size"]!));
        Assert.Equal([("landscape", 1)], Counts(facets["aspect"]!));
        Assert.Equal(0, (int)facets["favorites"]!);
    }

    [Theory]
    [InlineData("model")]
    [InlineData("prompt")]
    [InlineData("rating")]
    [InlineData("oldest")]
    public async Task Pages_of_every_sort_follow_each_other(string sort)
    {
        for (var i = 0; i < 7; i++)
            await PutAsync($"{i}.png", $"Prompt {i % 3}\nSteps: 1, Sampler: Euler, Seed: 1, Model: model-{i % 2}");

        var paged = new List<string>();
        string? next = "";
        while (next is not null)
        {
            var page = (await _api.GetAsync($"/api/images?sort={sort}&limit=2&after={next}")).Body;
            paged.AddRange(page["items"]!.AsArray().Select(image => (string)image!["fileName"]!));
            next = (string?)page["next"];
        }

        var whole = (await _api.GetAsync($"/api/images?sort={sort}")).Body["items"]!.AsArray().Select(image => (string)image!["fileName"]!);
        Assert.Equal(whole, paged);
        Assert.Equal(7, paged.Distinct().Count());
    }

    [Fact]
    public async Task GALLERY_VIEW_031_A_damaged_file_is_listed_with_the_reason()
    {
        _api.Images.Put("x/bad.png", "<html>"u8.ToArray());
        await _api.Get<ImageIndex>().AddAsync("x/bad.png", Cancelled);

        var bad = Assert.Single((await _api.GetAsync("/api/images/unreadable")).Body.AsArray())!;

        Assert.Equal("x/bad.png", (string)bad["relativePath"]!);
        Assert.NotEmpty((string)bad["reason"]!);
    }

    [Fact]
    public async Task Very_many_files_that_vanish_at_once_are_missing_until_somebody_says_that_it_was_meant()
    {
        for (var i = 0; i < 80; i++)
            await PutAsync($"{i:00}.png", "a cat");
        for (var i = 0; i < 80; i++)
            File.Delete(Path.Join(_api.Images.Path, $"{i:00}.png"));
        await _api.Get<ImageIndex>().ScanAsync(Cancelled);

        // The first few may have been looked at before the rest was gone.
        var page = (await _api.GetAsync("/api/images?limit=1")).Body;
        Assert.InRange((int)page["missing"]!, 60, 80);
        Assert.Equal(((int)page["missing"]!, true), ((int)page["count"]!, (bool)page["items"]![0]!["missing"]!));

        Assert.Equal(204, (await _api.PostAsync("/api/images/missing/forget")).Status);
        Assert.Equal(0, (int)(await _api.GetAsync("/api/images")).Body["count"]!);
    }

    [Fact]
    public async Task The_graph_of_an_image_is_given_as_it_was_rendered()
    {
        const string Graph = """{"3":{"class_type":"KSampler","inputs":{"seed":5}}}""";
        _api.Images.Put("graph.png", TestPng.Make(texts: new Dictionary<string, string> { ["prompt"] = Graph }));
        _api.Images.Put("none.png", TestPng.Make());
        await _api.Get<ImageIndex>().AddAsync("graph.png", Cancelled);
        await _api.Get<ImageIndex>().AddAsync("none.png", Cancelled);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Graph), (await _api.GetAsync($"/api/images/{ImageId.Of("graph.png")}/graph")).Body));
        Assert.Equal(404, (await _api.GetAsync($"/api/images/{ImageId.Of("none.png")}/graph")).Status);
    }

    private static IEnumerable<(string Value, int Count)> Counts(JsonNode facet) =>
        facet.AsArray().Select(each => ((string)each!["value"]!, (int)each["count"]!));

    private async Task<Answer> AskAgainAsync(Answer first)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/images/map");
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag"));
        return await _api.SendAsync(request);
    }

    private async Task PutAsync(string path, string parameters, (int Width, int Height)? size = null)
    {
        var (width, height) = size ?? (64, 48);
        _api.Images.Put(path, TestPng.Make(width, height, texts: new Dictionary<string, string> { ["parameters"] = parameters }));
        Assert.NotNull(await _api.Get<ImageIndex>().AddAsync(path, Cancelled));
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string query) =>
        [.. (await _api.GetAsync($"/api/images?{query}")).Body["items"]!.AsArray().Select(image => (string)image!["fileName"]!).Order(StringComparer.Ordinal)];
}
