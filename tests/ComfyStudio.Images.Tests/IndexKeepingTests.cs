using System.Globalization;
using ComfyStudio.Images.Gallery;
using ComfyStudio.Images.Trash;
using ComfyStudio.Testing.Images;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Images.Tests;

/// <summary>What the index keeps for the next start, and what it holds on to when files vanish.</summary>
public sealed class IndexKeepingTests : IDisposable
{
    private readonly HandDrivenTime _time = new();
    private readonly TestImagesFolder _folder;
    private ImageIndex _index;

    public IndexKeepingTests()
    {
        _folder = new TestImagesFolder(_time).Made();
        _index = Open();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string SnapshotPath => Path.Join(_folder.Path, ".index/gallery");

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_start_from_the_snapshot_shows_what_a_scan_of_every_file_shows()
    {
        for (var i = 0; i < 40; i++)
            Put($"Mixed Case/{i % 3}/Bild Ü {i}.png", $"a Fox number {i}, <lora:ink:1>\nNegative prompt: dog {i % 2}\nSteps: {i}, Sampler: Euler, CFG scale: 6.7, Seed: {i}, Size: 8x8, Model: m{i % 4}");
        var stored = await new ImageStore(_folder.Open(), _time).SaveAsync(
            new NewImage(_time.Now, "g", "job-x", 0, 0, new ImageMaking
            {
                Prompt = "ours",
                GroupId = "0123456789abcdef0123456789abcdef",
                Engine = new MakingEngine("gpu", "GPU", "comfyui", "1"),
                TemplateId = "t",
                Parents = [ImageId.Of("x").ToString()],
            }),
            new MemoryStream(TestPng.Make(shade: 99)),
            Token);
        await _index.ScanAsync(Token);
        File.Delete(Path.Join(_folder.Path, "Mixed Case/1/Bild Ü 1.png"));
        await _index.ScanAsync(Token);
        var before = All();
        _index.Save();

        Restart();
        Assert.True(_index.Restore());

        Assert.Equal(40, before.Count);
        Assert.Equal(before, All());
        Assert.Equal(1, _index.List(new ImageFilter { Words = "\"fox number 7\"" }, ImageSort.Newest, null, 10).Count);
        Assert.Equal(1, _index.List(new ImageFilter { Jobs = ["job-x"], Groups = ["0123456789abcdef0123456789abcdef"] }, ImageSort.Newest, null, 10).Count);
        Assert.Equal([stored.Id], _index.ChildrenOf(ImageId.Of("x")));
        Assert.Equal(["gpu"], _index.Facets(ImageFilter.All).Engines.Select(engine => engine.Value));
    }

    [Fact]
    public async Task What_changed_while_nobody_looked_is_found_after_the_start()
    {
        Put("same.png", "same");
        Put("changed.png", "before");
        Put("gone.png", "gone");
        await _index.ScanAsync(Token);
        _index.Save();
        Put("changed.png", "after", width: 99);
        Put("new.png", "new");
        File.Delete(Path.Join(_folder.Path, "gone.png"));

        Restart();
        _index.Restore();
        Assert.Equal("before", _index.Find(ImageId.Of("changed.png"))?.Making?.Prompt);
        await _index.ScanAsync(Token);

        Assert.Equal(["after", "new", "same"], All().Select(image => image.Prompt).Order(StringComparer.Ordinal));
        Put("more.png", "more");
        await _index.ScanAsync(Token);
        Assert.Equal(4, _index.Status.Count);
    }

    [Theory]
    [InlineData("a bit turned over")]
    [InlineData("cut off")]
    [InlineData("empty")]
    [InlineData("of another folder")]
    [InlineData("deleted")]
    public async Task A_snapshot_that_cannot_be_believed_is_thrown_away_and_made_anew(string damage)
    {
        Put("a.png", "a fox");
        await _index.ScanAsync(Token);
        _index.Save();
        Damage(damage);

        Restart();
        Assert.False(_index.Restore());
        Assert.Equal(0, _index.Status.Count);
        await _index.ScanAsync(Token);
        _index.Save();

        Assert.Equal(1, _index.Status.Count);
        Restart();
        Assert.True(_index.Restore());
    }

    [Fact]
    public async Task A_few_files_that_vanish_are_forgotten_and_very_many_are_missing_until_a_second_look()
    {
        for (var i = 0; i < 100; i++)
            Put($"{i:00}.png", "fox");
        await _index.ScanAsync(Token);
        Delete(0, 50);
        await _index.ScanAsync(Token);
        Assert.Equal((50, 0), (_index.Status.Count, _index.Status.Missing));

        for (var i = 0; i < 50; i++)
            Put($"{i:00}.png", "fox");
        await _index.ScanAsync(Token);
        Delete(0, 60);
        await _index.ScanAsync(Token);
        Assert.Equal((100, 60), (_index.Status.Count, _index.Status.Missing));
        Assert.True(_index.Find(ImageId.Of("00.png"))!.IsMissing);
        Assert.False(_index.Find(ImageId.Of("99.png"))!.IsMissing);

        Put("00.png", "fox");
        _time.Now += VanishingBrake.Patience - TimeSpan.FromSeconds(1);
        await _index.ScanAsync(Token);
        Assert.Equal((100, 59), (_index.Status.Count, _index.Status.Missing));
        Assert.False(_index.Find(ImageId.Of("00.png"))!.IsMissing);

        _time.Now += TimeSpan.FromSeconds(1);
        await _index.ScanAsync(Token);
        Assert.Equal((41, 0), (_index.Status.Count, _index.Status.Missing));
    }

    [Fact]
    public async Task Somebody_may_say_that_all_of_it_was_meant()
    {
        for (var i = 0; i < 60; i++)
            Put($"{i:00}.png", "fox");
        await _index.ScanAsync(Token);
        Delete(0, 60);
        await _index.ScanAsync(Token);
        Assert.Equal((60, 60), (_index.Status.Count, _index.Status.Missing));

        await _index.ForgetMissingAsync(Token);

        Assert.Equal((0, 0), (_index.Status.Count, _index.Status.Missing));
    }

    [Fact]
    public async Task Hints_one_by_one_do_not_get_past_the_brake()
    {
        for (var i = 0; i < 80; i++)
            Put($"{i:00}.png", "fox");
        await _index.ScanAsync(Token);
        Delete(0, 80);
        for (var i = 0; i < 80; i++)
            await _index.AddAsync($"{i:00}.png", Token);

        Assert.Equal(30, _index.Status.Count);
    }

    [Fact]
    public async Task What_the_studio_took_away_itself_is_forgotten_at_once()
    {
        for (var i = 0; i < 80; i++)
            Put($"{i:00}.png", "fox");
        await _index.ScanAsync(Token);
        Delete(0, 70);

        _index.Remove([.. Enumerable.Range(0, 75).Select(i => $"{i:00}.png")]);

        Assert.Equal(10, _index.Status.Count);
    }

    [Fact]
    public async Task What_lies_in_the_trash_is_not_missing_to_a_start_that_remembers_it_elsewhere()
    {
        for (var i = 0; i < 80; i++)
            Put($"{i:00}.png", "fox");
        await _index.ScanAsync(Token);
        _index.Save();
        var deleted = _index.List(ImageFilter.All, ImageSort.Newest, null, 70).Items;
        new ImageTrash(_folder.Open(), Options.Create(new TrashOptions()), _time, NullLogger<ImageTrash>.Instance).Move(deleted);

        Restart();
        Assert.True(_index.Restore());
        await _index.ScanAsync(Token);

        Assert.Equal((10, 0), (_index.Status.Count, _index.Status.Missing));
    }

    [Fact]
    public async Task A_folder_that_was_renamed_has_not_vanished()
    {
        for (var i = 0; i < 80; i++)
            Put($"old/{i:00}.png", "fox");
        await _index.ScanAsync(Token);

        Directory.Move(Path.Join(_folder.Path, "old"), Path.Join(_folder.Path, "new"));
        await _index.ScanAsync(Token);

        Assert.Equal((80, 0), (_index.Status.Count, _index.Status.Missing));
        Assert.StartsWith("new/", _index.List(ImageFilter.All, ImageSort.Newest, null, 1).Items[0].RelativePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("cut")]
    public async Task A_damaged_file_is_listed_once_with_its_reason(string kind)
    {
        byte[] content = kind switch { "empty" => [], "text" => "<html>"u8.ToArray(), _ => TestPng.Make(200, 200)[..^40] };
        _folder.Put("bad.png", content);
        await _index.ScanAsync(Token);
        await _index.ScanAsync(Token);

        var bad = Assert.Single(_index.Unreadable);
        Assert.Equal("bad.png", bad.RelativePath);
        Assert.Contains(kind switch { "empty" => "empty", "text" => "no PNG", _ => "cut off" }, bad.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _index.Status.Count);

        File.Delete(Path.Join(_folder.Path, "bad.png"));
        await _index.ScanAsync(Token);
        Assert.Empty(_index.Unreadable);
    }

    private ImageIndex Open() => new(_folder.Open(), _time, NullLogger<ImageIndex>.Instance);

    private void Restart()
    {
        _index.Dispose();
        _index = Open();
    }

    private void Delete(int from, int to)
    {
        for (var i = from; i < to; i++)
            File.Delete(Path.Join(_folder.Path, $"{i:00}.png"));
    }

    private void Put(string path, string parameters, int width = 64) =>
        File.SetLastWriteTimeUtc(
            _folder.Put(path, TestPng.Make(width, texts: new Dictionary<string, string> { ["parameters"] = parameters })),
            new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(path.Sum(letter => letter)));

    private void Damage(string damage)
    {
        var bytes = File.ReadAllBytes(SnapshotPath);
        switch (damage)
        {
            case "a bit turned over":
                bytes[bytes.Length / 2] ^= 4;
                File.WriteAllBytes(SnapshotPath, bytes);
                break;
            case "cut off":
                File.WriteAllBytes(SnapshotPath, bytes[..(bytes.Length / 2)]);
                break;
            case "empty":
                File.WriteAllBytes(SnapshotPath, []);
                break;
            case "of another folder":
                File.WriteAllText(Path.Join(_folder.Path, ".comfystudio"), "id: another\n");
                break;
            default:
                File.Delete(SnapshotPath);
                break;
        }
    }

    private List<Shown> All() => [.. _index.List(ImageFilter.All, ImageSort.Newest, null, 500).Items.Select(image => new Shown(
        image.Id, image.RelativePath, image.Version, image.CreatedAt, image.Making?.Prompt, image.Making?.Negative, string.Create(CultureInfo.InvariantCulture,
        $"{image.Bytes} {image.Width}x{image.Height} {image.Content} {image.Making?.Model} {image.Making?.Seed} {image.Making?.Steps} {image.Making?.Cfg} {image.Making?.Sampler} {image.Making?.Source} {image.Making?.JobId} {image.Making?.GroupId} {image.Making?.Engine} {image.Making?.TemplateId}")))];

    private sealed record Shown(ImageId Id, string Path, string Version, DateTimeOffset CreatedAt, string? Prompt, string? Negative, string Rest);
}
