using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Images.Tests;

public sealed class ImageStoreTests : IDisposable
{
    private const string JobId = "019ab0c1d2e37f008a00112233445566";

    private readonly TestImagesFolder _folder = new(new HandDrivenTime());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_image_lands_in_a_folder_that_tells_day_time_and_prompt_in_local_time()
    {
        var stored = await SaveAsync(New("A Fox, in the SNOW — at dawn; with a very long tail of further words"), TestPng.Make());

        Assert.Equal("2026-11-22/003005-a-fox-in-the-snow-at-dawn-with-a-very-lo-3f9c1e77/001-42.png", stored.RelativePath);
        Assert.Equal(ImageId.Of(stored.RelativePath), stored.Id);
        Assert.Equal((64, 48, false), (stored.Width, stored.Height, stored.AlreadyStored));
    }

    [Fact]
    public async Task A_prompt_without_ascii_letters_still_makes_a_folder()
    {
        var stored = await SaveAsync(New("猫と月"), TestPng.Make());

        Assert.Equal("2026-11-22/003005-3f9c1e77/001-42.png", stored.RelativePath);
    }

    [Theory]
    [InlineData("batches", null, "batches/0d9f31/001-42.png")]
    [InlineData("sequences", "frame_003", "sequences/0d9f31/frame_003.png")]
    public async Task FUN_BATCH_GEN_027_FUN_SEQUENCE_GEN_018_what_belongs_together_has_a_folder_of_its_own(string kind, string? name, string path)
    {
        var image = New() with { Shelf = new ImageShelf(kind, "0d9f31", name) };
        var stored = await SaveAsync(image, TestPng.Make());
        var second = await SaveAsync(image with { OutputIndex = 1 }, TestPng.Make(shade: 3));
        var other = await SaveAsync(image with { JobId = "019ab0c1d2e37f008a001122deadbeef" }, TestPng.Make(shade: 5));

        Assert.Equal(path, stored.RelativePath);
        Assert.Equal(path.Replace(".png", "-2.png", StringComparison.Ordinal), second.RelativePath);
        Assert.Equal(path.Replace(".png", "-deadbeef.png", StringComparison.Ordinal), other.RelativePath);
        Assert.Equal(stored with { AlreadyStored = true }, await SaveAsync(image, TestPng.Make()));
    }

    [Theory]
    [InlineData("..", "a", null)]
    [InlineData("batches", "a/b", null)]
    [InlineData("batches", "", null)]
    [InlineData("batches", "a", "../../b")]
    public async Task A_folder_of_its_own_never_leads_elsewhere(string kind, string id, string? name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => SaveAsync(New() with { Shelf = new ImageShelf(kind, id, name) }, TestPng.Make()));

        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task A_second_output_of_a_job_gets_its_own_name()
    {
        await SaveAsync(New(), TestPng.Make());
        var second = await SaveAsync(New() with { OutputIndex = 1 }, TestPng.Make(shade: 9));

        Assert.EndsWith("/001-42-2.png", second.RelativePath, StringComparison.Ordinal);
        Assert.False(second.AlreadyStored);
    }

    [Fact]
    public async Task The_bytes_are_kept_as_they_came()
    {
        var png = TestPng.Make(700, 500);
        var stored = await SaveAsync(New(), png);

        Assert.Equal(png, await File.ReadAllBytesAsync(Full(stored), Token));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(png)), stored.Sha256);
        Assert.Equal(png.Length, stored.Bytes);
    }

    [Fact]
    public async Task The_sidecar_says_how_the_image_was_made()
    {
        var stored = await SaveAsync(New("ein Füchslein 猫"), TestPng.Make());

        var text = await File.ReadAllTextAsync(Path.ChangeExtension(Full(stored), ".json"), Token);
        var json = JsonDocument.Parse(text).RootElement;
        Assert.Equal(1, json.GetProperty("schema").GetInt32());
        Assert.Equal("001-42.png", json.GetProperty("file").GetString());
        Assert.Equal(stored.Sha256, json.GetProperty("sha256").GetString());
        Assert.Equal(JobId, json.GetProperty("making").GetProperty("jobId").GetString());
        Assert.Equal(42, json.GetProperty("making").GetProperty("seed").GetInt64());
        Assert.Contains("ein Füchslein 猫", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_but_the_image_and_its_sidecar_remains()
    {
        await SaveAsync(New("fox"), TestPng.Make());

        Assert.Equal(["2026-11-22/003005-fox-3f9c1e77/001-42.json", "2026-11-22/003005-fox-3f9c1e77/001-42.png"], _folder.Files());
    }

    [Fact]
    public async Task Saving_again_answers_with_the_first_file_even_when_the_content_differs()
    {
        var first = await SaveAsync(New(), TestPng.Make());
        var again = await SaveAsync(New(), TestPng.Make(shade: 200));

        Assert.Equal(first with { AlreadyStored = true }, again);
        Assert.Equal(2, _folder.Files().Count);
    }

    [Fact]
    public async Task A_picture_that_is_written_ahead_shows_only_once_it_is_saved()
    {
        var png = TestPng.Make(700, 500);
        using var staged = await _folder.OpenStore().StageAsync(New("fox"), new MemoryStream(png), Token);
        Assert.All(_folder.Files(), file => Assert.Contains("/.tmp-", file, StringComparison.Ordinal));

        var stored = await _folder.OpenStore().SaveAsync(New("fox") with { OutputIndex = 1 }, staged);

        Assert.Equal(["2026-11-22/003005-fox-3f9c1e77/001-42-2.json", "2026-11-22/003005-fox-3f9c1e77/001-42-2.png"], _folder.Files());
        Assert.Equal(png, await File.ReadAllBytesAsync(Full(stored), Token));
        Assert.Equal((700, 500, png.LongLength), (stored.Width, stored.Height, stored.Bytes));
    }

    [Fact]
    public async Task A_picture_that_is_written_ahead_and_not_wanted_leaves_nothing()
    {
        (await _folder.OpenStore().StageAsync(New("fox"), new MemoryStream(TestPng.Make()), Token)).Dispose();

        Assert.Empty(_folder.Files());
        Assert.Empty(Directory.EnumerateDirectories(Path.Join(_folder.Path, "2026-11-22")));
    }

    [Fact]
    public async Task A_picture_that_is_written_ahead_of_one_that_is_stored_gives_way_to_it()
    {
        var first = await SaveAsync(New(), TestPng.Make());
        using (var staged = await _folder.OpenStore().StageAsync(New(), new MemoryStream(TestPng.Make(shade: 200)), Token))
            Assert.Equal(first with { AlreadyStored = true }, await _folder.OpenStore().SaveAsync(New(), staged));

        Assert.Equal(2, _folder.Files().Count);
    }

    [Fact]
    public async Task A_crash_between_image_and_sidecar_is_mended_by_saving_again()
    {
        var first = await SaveAsync(New(), TestPng.Make());
        File.Delete(Path.ChangeExtension(Full(first), ".json"));

        var again = await SaveAsync(New(), TestPng.Make());

        Assert.Equal(first with { AlreadyStored = true }, again);
        Assert.True(File.Exists(Path.ChangeExtension(Full(first), ".json")));
    }

    [Fact]
    public async Task A_crash_between_image_and_sidecar_is_mended_when_the_engine_painted_anew()
    {
        var texts = new Dictionary<string, string> { ["prompt"] = "{\"filename_prefix\": \"studio/" + JobId + "/image\"}" };
        var png = TestPng.Make(texts: texts);
        var first = await SaveAsync(New(), png);
        File.Delete(Path.ChangeExtension(Full(first), ".json"));

        var again = await SaveAsync(New(), TestPng.Make(shade: 77, texts: texts));

        Assert.Equal(first with { AlreadyStored = true }, again);
        Assert.Equal(png, await File.ReadAllBytesAsync(Full(first), Token));
    }

    [Fact]
    public async Task Another_job_with_the_same_place_and_seed_never_overwrites()
    {
        var first = await SaveAsync(New(), TestPng.Make());
        var other = New() with { JobId = "019ab0c1d2e37f008a001122deadbeef" };
        var second = await SaveAsync(other, TestPng.Make(shade: 5));
        var again = await SaveAsync(other, TestPng.Make(shade: 5));

        Assert.EndsWith("/001-42-deadbeef.png", second.RelativePath, StringComparison.Ordinal);
        Assert.Equal(second with { AlreadyStored = true }, again);
        Assert.NotEqual(first.Sha256, second.Sha256);
    }

    [Fact]
    public async Task Many_savers_of_one_output_agree_on_one_file()
    {
        var savers = Enumerable.Range(0, 16).Select(_ => Task.Run(() => SaveAsync(New(), TestPng.Make(400, 300)), Token));
        var stored = await Task.WhenAll(savers);

        Assert.Single(stored.Select(image => image with { AlreadyStored = false }).Distinct());
        Assert.Equal(2, _folder.Files().Count);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")]
    [InlineData("<!doctype html><title>404</title>")]
    [InlineData("")]
    [InlineData("\u0089PNG")]
    public async Task What_is_no_image_is_refused_and_leaves_nothing(string content)
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => SaveAsync(New(), Encoding.Latin1.GetBytes(content)));

        Assert.Empty(_folder.Files());
        Assert.Empty(Directory.EnumerateDirectories(Path.Join(_folder.Path, "2026-11-22")));
    }

    [Fact]
    public async Task The_extension_follows_the_content()
    {
        var stored = await SaveAsync(New(), [.. "GIF89a"u8, 2, 0, 3, 0, 0, 0, 0, 0]);

        Assert.EndsWith(".gif", stored.RelativePath, StringComparison.Ordinal);
        Assert.Equal((2, 3), (stored.Width, stored.Height));
    }

    [Fact]
    public async Task A_download_that_breaks_off_leaves_nothing()
    {
        var broken = new BreakingStream(TestPng.Make(300, 300), breakAt: 1000);

        await Assert.ThrowsAsync<IOException>(() => _folder.OpenStore().SaveAsync(New(), broken, Token));

        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task What_may_not_show_any_more_leaves_nothing_and_whoever_may_is_stored()
    {
        var shownBefore = -1;
        var late = New() with { ConfirmAsync = () => Task.FromException(new TimeoutException("Somebody else has it.")) };
        var inTime = New() with { ConfirmAsync = () => Task.FromResult(shownBefore = _folder.Files().Count(file => file.EndsWith(".png", StringComparison.Ordinal))) };

        await Assert.ThrowsAsync<TimeoutException>(() => _folder.OpenStore().SaveAsync(late, new MemoryStream(TestPng.Make()), Token));
        Assert.Empty(_folder.Files());
        await _folder.OpenStore().SaveAsync(inTime, new MemoryStream(TestPng.Make()), Token);

        Assert.Equal(0, shownBefore);
        Assert.Equal(2, _folder.Files().Count);
    }

    [Fact]
    public async Task A_root_whose_marker_vanished_is_offline_for_a_process_that_saw_it()
    {
        var store = _folder.OpenStore();
        await store.SaveAsync(New(), new MemoryStream(TestPng.Make()), Token);
        Directory.Move(_folder.Path, _folder.Path + "-away");
        Directory.CreateDirectory(_folder.Path);

        await Assert.ThrowsAsync<ImageRootOfflineException>(
            () => store.SaveAsync(New() with { OutputIndex = 1 }, new MemoryStream(TestPng.Make()), Token));

        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task Another_root_in_the_place_of_the_first_is_not_taken_for_it()
    {
        var root = _folder.Open();
        root.Open();
        Directory.Move(_folder.Path, _folder.Path + "-away");
        await _folder.OpenStore().SaveAsync(New(), new MemoryStream(TestPng.Make()), Token);

        Assert.False(root.IsOnline);
    }

    [Fact]
    public void Many_processes_that_start_on_a_fresh_machine_agree_on_one_marker()
    {
        var roots = Enumerable.Range(0, 8).Select(_ => _folder.Open()).ToList();

        Parallel.ForEach(roots, root => root.Open());

        Assert.All(roots, root => Assert.True(root.IsOnline));
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task Resolving_finds_a_file_below_the_root()
    {
        var stored = await SaveAsync(New(), TestPng.Make());

        Assert.Equal(Full(stored), _folder.OpenStore().Resolve(stored.RelativePath));
    }

    [Theory]
    [InlineData("../outside.png")]
    [InlineData("a/../../outside.png")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("missing.png")]
    [InlineData("folder")]
    [InlineData("in\0side.png")]
    public void Resolving_never_leaves_the_root(string relativePath)
    {
        _folder.Put("folder/inside.png", TestPng.Make());
        File.WriteAllText(Path.Join(_folder.Path, "../outside.png"), "secret");

        Assert.Null(_folder.OpenStore().Resolve(relativePath));
    }

    [Fact]
    public void Resolving_follows_links_and_refuses_those_that_leave_the_root()
    {
        var inside = _folder.Put("folder/inside.png", TestPng.Make());
        var outside = Path.GetFullPath(Path.Join(_folder.Path, "../outside.png"));
        File.WriteAllText(outside, "secret");
        File.CreateSymbolicLink(Path.Join(_folder.Path, "good.png"), "folder/inside.png");
        File.CreateSymbolicLink(Path.Join(_folder.Path, "bad.png"), "../outside.png");
        Directory.CreateSymbolicLink(Path.Join(_folder.Path, "up"), "..");
        File.CreateSymbolicLink(Path.Join(_folder.Path, "loop.png"), "loop.png");
        var store = _folder.OpenStore();

        Assert.Equal(inside, store.Resolve("good.png"));
        Assert.Null(store.Resolve("bad.png"));
        Assert.Null(store.Resolve("up/outside.png"));
        Assert.Null(store.Resolve("loop.png"));
    }

    [Fact]
    public async Task The_root_itself_may_be_a_link()
    {
        var real = _folder.Path + "-real";
        Directory.CreateDirectory(real);
        Directory.CreateSymbolicLink(_folder.Path, real);

        var stored = await SaveAsync(New(), TestPng.Make());

        Assert.NotNull(_folder.OpenStore().Resolve(stored.RelativePath));
    }

    [Fact]
    public async Task A_thumbnail_never_makes_the_root_that_it_belongs_to()
    {
        await Assert.ThrowsAsync<ImageRootOfflineException>(() => _folder.OpenStore().SaveThumbnailAsync("a/.thumbnails/b.webp", new byte[] { 1 }, Token));

        Assert.False(Directory.Exists(_folder.Path));
    }

    [Fact]
    public async Task A_thumbnail_lies_hidden_beside_its_image_and_may_be_made_again()
    {
        var store = _folder.Made().OpenStore();
        var path = ThumbnailSpec.RelativePath("2026-11-22/a/001-42.png", 300, "0123456789abcdef");

        await store.SaveThumbnailAsync(path, new byte[] { 1 }, Token);
        await store.SaveThumbnailAsync(path, new byte[] { 2 }, Token);

        Assert.StartsWith("2026-11-22/a/.thumbnails/001-42.png.300.", path, StringComparison.Ordinal);
        Assert.EndsWith(".webp", path, StringComparison.Ordinal);
        Assert.NotEqual(path, ThumbnailSpec.RelativePath("2026-11-22/a/001-42.png", 300, "0123456789abcdee"));
        Assert.Equal([path], _folder.Files());
    }

    private static NewImage New(string prompt = "a fox") => new(
        new DateTimeOffset(2026, 11, 21, 22, 30, 5, TimeSpan.Zero),
        "019ab0c1d2e37f008a0011223f9c1e77",
        JobId,
        IndexInGroup: 0,
        OutputIndex: 0,
        new ImageMaking { Prompt = prompt, Seed = 42 });

    private Task<StoredImage> SaveAsync(NewImage image, byte[] content) =>
        _folder.OpenStore().SaveAsync(image, new MemoryStream(content), Token);

    private string Full(StoredImage stored) => Path.Join(_folder.Path, stored.RelativePath);

    private sealed class BreakingStream(byte[] content, int breakAt) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= breakAt
                ? throw new IOException("The connection was reset.")
                : base.ReadAsync(buffer[..Math.Min(buffer.Length, breakAt)], cancellationToken);
    }
}
