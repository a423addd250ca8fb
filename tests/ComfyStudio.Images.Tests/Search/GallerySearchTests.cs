using ComfyStudio.Testing.Images;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComfyStudio.Images.Tests.Search;

public sealed class GallerySearchTests : IAsyncLifetime
{
    private readonly TestImagesFolder _folder = new(new HandDrivenTime());
    private readonly ImageIndex _index;

    public GallerySearchTests() => _index = new ImageIndex(_folder.Made().Open(), _folder.Time, NullLogger<ImageIndex>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Put("Beach_Holiday 7.png", 0, "A red fox in deep snow <lora:ink:0.5>", "Model: dream_v8, Sampler: Euler");
        Put("b.png", 1, "a redder fox, snow deep", "Model: SDXL_base, Sampler: DDIM", height: 64);
        Put("c.png", 2, "a cat in a cathedral", "Model: SDXL_base, Sampler: Euler", height: 20);
        Put("x/d.png", 3, "dogs");
        _folder.Put("x/e.png", TestPng.Make(shade: 9));
        File.SetLastWriteTimeUtc(Path.Join(_folder.Path, "x/e.png"), At(4));
        await _index.ScanAsync(Token);
    }

    public ValueTask DisposeAsync()
    {
        _index.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("red", "Beach_Holiday 7 b")]
    [InlineData("red fox", "Beach_Holiday 7 b")]
    [InlineData("\"red\" fox", "Beach_Holiday 7")]
    [InlineData("\"deep snow\"", "Beach_Holiday 7")]
    [InlineData("\"deep sno", "Beach_Holiday 7")]
    [InlineData("fox -\"deep snow\"", "b")]
    [InlineData("cat", "c")]
    [InlineData("-cat", "Beach_Holiday 7 b d e")]
    [InlineData("-cath", "Beach_Holiday 7 b c d e")]
    [InlineData("sdxl", "b c")]
    [InlineData("sdxl cat", "c")]
    [InlineData("ink", "Beach_Holiday 7")]
    [InlineData("HOLIDAY", "Beach_Holiday 7")]
    [InlineData("beach_holi", "Beach_Holiday 7")]
    [InlineData("oliday", "")]
    [InlineData("owl", "")]
    public void Words_are_found_wherever_they_stand(string words, string expected) => Assert.Equal(expected, Names(new ImageFilter { Words = words }));

    [Fact]
    public void Every_filter_narrows_the_result()
    {
        Assert.Equal("b c", Names(new ImageFilter { Models = ["SDXL_base"] }));
        Assert.Equal("Beach_Holiday 7 b c", Names(new ImageFilter { Models = ["SDXL_base", "dream_v8", "none"] }));
        Assert.Equal("Beach_Holiday 7", Names(new ImageFilter { Loras = ["ink"] }));
        Assert.Equal("c", Names(new ImageFilter { Models = ["SDXL_base"], Samplers = ["Euler"] }));
        Assert.Equal("b", Names(new ImageFilter { Sizes = ["64x64"] }));
        Assert.Equal("b", Names(new ImageFilter { Aspects = [ImageAspect.Square] }));
        Assert.Equal("b c", Names(new ImageFilter { Seeds = [1, 2] }));
        Assert.Equal("c d", Names(new ImageFilter { From = At(2), Before = At(4) }));
        Assert.Equal("", Names(new ImageFilter { Owner = "somebody" }));
        Assert.Equal("Beach_Holiday 7 b c d e", Names(new ImageFilter { Owner = "local", IncludesUnowned = true }));
    }

    [Theory]
    [InlineData(ImageSort.Newest, "e d c b Beach_Holiday 7")]
    [InlineData(ImageSort.Oldest, "Beach_Holiday 7 b c d e")]
    [InlineData(ImageSort.Model, "Beach_Holiday 7 c b e d")]
    [InlineData(ImageSort.Prompt, "c Beach_Holiday 7 b d e")]
    public void Sorts_order_by_their_key_then_newest_first(ImageSort sort, string expected)
    {
        Assert.Equal(expected, string.Join(' ', _index.List(ImageFilter.All, sort, null, 10).Items.Select(NameOf)));

        var (paged, cursor) = (new List<string>(), (ImageCursor?)null);
        do
        {
            var page = _index.List(ImageFilter.All, sort, cursor, 2);
            paged.AddRange(page.Items.Select(NameOf));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(expected, string.Join(' ', paged));
    }

    [Fact]
    public void The_map_and_the_list_show_the_same_images_in_the_same_order()
    {
        var map = _index.Map(new ImageFilter { Words = "fox" }, ImageSort.Oldest);

        Assert.Equal((2, 5), (map.Count, map.Total));
        Assert.Equal([ImageMap.AspectOf(64, 48), (byte)128], map.Aspects);
        Assert.Equal([null], map.Chunks);
        Assert.Equal([new ImageDay(new DateOnly(2026, 11, 20), 1), new ImageDay(new DateOnly(2026, 11, 21), 1)], map.Days);
        Assert.Equal(_index.Revision, map.Revision);
    }

    [Fact]
    public void Facets_leave_out_the_filter_on_their_own_property_and_no_other()
    {
        var facets = _index.Facets(new ImageFilter { Models = ["SDXL_base"], Words = "a" });

        Assert.Equal([new FacetCount("SDXL_base", "SDXL_base", 2), new FacetCount("dream_v8", "dream_v8", 1)], facets.Models);
        Assert.Equal([("DDIM", 1), ("Euler", 1)], facets.Samplers.Select(each => (each.Value, each.Count)));
        Assert.Empty(facets.Loras);
        Assert.Equal([("landscape", 1), ("square", 1)], facets.Aspects.Select(each => (each.Value, each.Count)));
        Assert.Equal([("0", 2)], facets.Ratings.Select(each => (each.Value, each.Count)));
    }

    [Fact]
    public async Task Marks_are_found_counted_and_sorted_by_and_follow_a_file_that_was_moved()
    {
        var id = ImageId.Of("c.png");
        var content = await _index.HashAsync(id, Token);
        var bytes = _index.Find(id)!.Bytes;
        _index.SetMarks(content!.Value, bytes, new ImageMarks { Rating = 4, IsFavorite = true, Tags = ["Best of"], Albums = ["a1"], Note = "!" });

        Assert.Equal("c", Names(new ImageFilter { Rating = 4 }));
        Assert.Equal("", Names(new ImageFilter { Rating = 5 }));
        Assert.Equal("c", Names(new ImageFilter { FavoritesOnly = true, Tags = ["Best of"], Albums = ["a1"] }));
        Assert.Equal("c", Names(new ImageFilter { Words = "best" }));
        Assert.Equal("c", NameOf(_index.List(ImageFilter.All, ImageSort.Rating, null, 1).Items[0]));
        Assert.Equal([("4", 1), ("0", 4)], _index.Facets(ImageFilter.All).Ratings.Select(each => (each.Value, each.Count)));
        Assert.Equal(1, _index.Facets(ImageFilter.All).Favorites);

        Directory.CreateDirectory(Path.Join(_folder.Path, "kept"));
        File.Move(Path.Join(_folder.Path, "c.png"), Path.Join(_folder.Path, "kept/renamed.png"));
        await _index.ScanAsync(Token);

        Assert.Null(_index.Find(id));
        Assert.Equal((4, "!"), (_index.Find(ImageId.Of("kept/renamed.png"))!.Marks.Rating, _index.Find(ImageId.Of("kept/renamed.png"))!.Marks.Note));
        _index.SetMarks(content.Value, bytes, null);
        Assert.Equal("", Names(new ImageFilter { Rating = 1 }));
    }

    // The second one is made after midnight, where the clocks go two hours ahead.
    private static DateTime At(int hour) => new DateTime(2026, 11, 20, 21, 30, 0, DateTimeKind.Utc).AddHours(hour);

    private static string NameOf(ImageRecord image) => Path.GetFileNameWithoutExtension(image.RelativePath);

    private void Put(string path, int number, string prompt, string settings = "", int height = 48)
    {
        var text = settings.Length > 0 ? $"{prompt}\nSteps: 1, Seed: {number}, {settings}" : prompt;
        var full = _folder.Put(path, TestPng.Make(64, height, (byte)number, new Dictionary<string, string> { ["parameters"] = text }));
        File.SetLastWriteTimeUtc(full, At(number));
    }

    private string Names(ImageFilter filter)
    {
        var page = _index.List(filter, ImageSort.Oldest, null, 10);
        Assert.Equal(page.Items.Count, page.Count);
        return string.Join(' ', page.Items.Select(NameOf).Order(StringComparer.Ordinal));
    }
}
