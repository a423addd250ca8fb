using ComfyStudio.Testing.Images;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComfyStudio.Images.Tests;

public sealed class ImageIndexTests : IDisposable
{
    private readonly TestImagesFolder _folder = new(new HandDrivenTime());
    private readonly ImageRoot _root;
    private readonly ImageIndex _index;

    public ImageIndexTests()
    {
        _root = _folder.Open();
        _root.Open();
        _index = new ImageIndex(_root, _folder.Time, NullLogger<ImageIndex>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_stored_image_is_found_with_all_that_its_sidecar_says()
    {
        var stored = await SaveAsync(job: 1, "A lighthouse at night", minute: 1);
        await _index.ScanAsync(Token);

        var record = _index.Find(stored.Id);
        Assert.NotNull(record);
        Assert.Equal(stored.RelativePath, record.RelativePath);
        Assert.Equal(ImageVersion.OfContent(stored.Sha256), record.Version);
        Assert.Equal(At(1), record.CreatedAt);
        Assert.Equal(("A lighthouse at night", "job-1", "studio"), (record.Making?.Prompt, record.Making?.JobId, record.Making?.Source));
        Assert.Equal((64, 48, stored.Bytes), (record.Width, record.Height, record.Bytes));
    }

    [Fact]
    public async Task A_sidecar_that_leaves_out_most_keeps_no_image_from_being_seen()
    {
        _folder.Put("a/sparse.png", TestPng.Make());
        _folder.Put("a/sparse.json", """{"file": "sparse.png", "making": {"prompt": "a fox"}}"""u8.ToArray());
        _folder.Put("a/other.png", TestPng.Make(shade: 1));

        await _index.ScanAsync(Token);

        Assert.Equal(2, _index.Status.Count);
        var sparse = _index.Read(ImageId.Of("a/sparse.png"))!.Making!;
        Assert.Equal(("a fox", 0, 0), (sparse.Prompt, sparse.Loras.Count, sparse.Parents.Count));
    }

    [Fact]
    public async Task FUN_BATCH_GEN_030_images_of_a_batch_are_in_the_gallery_and_what_lies_beside_them_is_not()
    {
        var image = new NewImage(At(1), "group", "job-1", 0, 0, new ImageMaking { GroupId = "group", Seed = 42 })
        {
            Shelf = new ImageShelf(ImageShelf.Batches, "0d9f31", null),
        };
        var stored = await new ImageStore(_root, _folder.Time).SaveAsync(image, new MemoryStream(TestPng.Make()), Token);
        await File.WriteAllTextAsync(Path.Join(_folder.Path, "batches/0d9f31/batch.json"), "{}", Token);
        await _index.ScanAsync(Token);

        Assert.Equal("batches/0d9f31/001-42.png", _index.Find(stored.Id)?.RelativePath);
        Assert.Equal((1, 0), (_index.Status.Count, _index.Status.Unreadable));
    }

    [Fact]
    public async Task Pages_follow_each_other_newest_first_without_gap_or_repetition()
    {
        for (var job = 0; job < 25; job++)
            await SaveAsync(job, "same minute", minute: job / 5);
        await _index.ScanAsync(Token);

        var seen = new List<ImageRecord>();
        ImageCursor? cursor = null;
        do
        {
            var page = _index.List(ImageFilter.All, ImageSort.Newest, cursor, 4);
            Assert.Equal(25, page.Count);
            seen.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(25, seen.Select(image => image.Id).Distinct().Count());
        Assert.Equal(seen.OrderByDescending(image => image.CreatedAt).Select(image => image.CreatedAt), seen.Select(image => image.CreatedAt));
    }

    [Fact]
    public async Task An_image_that_comes_between_two_pages_shifts_nothing()
    {
        for (var job = 0; job < 6; job++)
            await SaveAsync(job, "fox", minute: job);
        await _index.ScanAsync(Token);
        var first = _index.List(ImageFilter.All, ImageSort.Newest, null, 3);

        var late = await SaveAsync(99, "fox", minute: 50);
        await _index.AddAsync(late.RelativePath, Token);
        var second = _index.List(ImageFilter.All, ImageSort.Newest, first.Next, 3);

        Assert.Equal([2, 1, 0], second.Items.Select(image => image.CreatedAt.Minute));
        Assert.Equal(7, second.Count);
    }

    [Theory]
    [InlineData("FOX", 2)]
    [InlineData("snow fox", 1)]
    [InlineData("sdxl", 3)]
    [InlineData("003-42", 0)]
    [InlineData("001-42.PNG", 3)]
    [InlineData("fox dog", 0)]
    [InlineData("   ", 3)]
    public async Task Words_are_looked_for_in_prompt_model_and_name_without_regard_to_case(string words, int expected)
    {
        await SaveAsync(1, "A fox in the Snow", minute: 1);
        await SaveAsync(2, "a Fox", minute: 2);
        await SaveAsync(3, "a dog", minute: 3);
        await _index.ScanAsync(Token);

        var page = _index.List(new ImageFilter { Words = words }, ImageSort.Newest, null, 1);

        Assert.Equal(expected, page.Count);
        Assert.Equal(Math.Min(1, expected), page.Items.Count);
        Assert.Equal(expected > 1, page.Next is not null);
    }

    [Fact]
    public async Task Images_of_one_job_or_group_can_be_asked_for()
    {
        var one = await SaveAsync(1, "fox", minute: 1);
        await SaveAsync(2, "fox", minute: 2);
        await _index.ScanAsync(Token);

        Assert.Equal([one.Id], _index.List(new ImageFilter { Jobs = ["job-1"] }, ImageSort.Newest, null, 10).Items.Select(image => image.Id));
        Assert.Equal(2, _index.List(new ImageFilter { Groups = ["group"] }, ImageSort.Newest, null, 10).Count);
    }

    [Fact]
    public async Task Counts_and_bytes_follow_what_comes_changes_and_goes()
    {
        var path = _folder.Put("mine/a.png", TestPng.Make(10, 10));
        _folder.Put("mine/b.png", TestPng.Make(10, 10));
        await _index.ScanAsync(Token);
        Assert.Equal((2, Bytes()), (_index.Status.Count, _index.Status.TotalBytes));

        _folder.Put("mine/b.png", TestPng.Make(90, 90));
        _folder.Put("mine/c.png", TestPng.Make(20, 20));
        await _index.ScanAsync(Token);
        Assert.Equal((3, Bytes()), (_index.Status.Count, _index.Status.TotalBytes));

        File.Delete(path);
        await _index.ScanAsync(Token);
        Assert.Equal((2, Bytes()), (_index.Status.Count, _index.Status.TotalBytes));
        Assert.Null(_index.Find(ImageId.Of("mine/a.png")));
    }

    [Fact]
    public async Task The_version_changes_when_the_file_does()
    {
        var stored = await SaveAsync(1, "fox", minute: 1);
        var before = await _index.AddAsync(stored.RelativePath, Token);

        _folder.Put(stored.RelativePath, TestPng.Make(90, 90));
        var after = await _index.AddAsync(stored.RelativePath, Token);

        Assert.NotEqual(before!.Version, after!.Version);
        Assert.Equal((90, 1), (after.Width, _index.Status.Count));
    }

    [Fact]
    public async Task Hidden_folders_temporary_files_and_links_are_no_images()
    {
        _folder.Put(".trash/a.png", TestPng.Make());
        _folder.Put("x/.thumbnails/a.png.webp", TestPng.Make());
        _folder.Put("x/.tmp-1.png", TestPng.Make());
        File.CreateSymbolicLink(Path.Join(_folder.Path, "x/link.png"), ".tmp-1.png");

        await _index.ScanAsync(Token);

        Assert.Equal(0, _index.Status.Count);
        Assert.Null(await _index.AddAsync(".trash/a.png", Token));
        Assert.Null(await _index.AddAsync("x/link.png", Token));
    }

    [Fact]
    public async Task A_file_that_only_looks_like_an_image_is_counted_until_it_is_mended()
    {
        _folder.Put("x/bad.png", "<html>not found</html>"u8.ToArray());
        await _index.ScanAsync(Token);
        await _index.ScanAsync(Token);
        Assert.Equal((0, 1), (_index.Status.Count, _index.Status.Unreadable));

        _folder.Put("x/bad.png", TestPng.Make());
        await _index.ScanAsync(Token);
        Assert.Equal((1, 0), (_index.Status.Count, _index.Status.Unreadable));

        _folder.Put("x/bad.png", [1, 2, 3]);
        await _index.ScanAsync(Token);
        Assert.Equal((0, 1), (_index.Status.Count, _index.Status.Unreadable));
    }

    [Fact]
    public async Task A_file_that_could_not_be_opened_is_tried_again_though_it_stays_as_it_is()
    {
        _folder.Put("x/held.png", TestPng.Make());
        using (File.Open(Path.Join(_folder.Path, "x/held.png"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await _index.ScanAsync(Token);
            Assert.Equal((0, 1), (_index.Status.Count, _index.Status.Unreadable));
        }

        await _index.ScanAsync(Token);
        Assert.Equal((1, 0), (_index.Status.Count, _index.Status.Unreadable));
    }

    [Fact]
    public async Task A_root_that_vanished_means_offline_and_never_that_all_was_deleted()
    {
        var stored = await SaveAsync(1, "fox", minute: 1);
        await _index.ScanAsync(Token);
        Directory.Move(_folder.Path, _folder.Path + "-away");
        Directory.CreateDirectory(_folder.Path);

        await _index.ScanAsync(Token);
        Assert.Equal((false, 1), (_index.Status.Online, _index.Status.Count));
        Assert.Null(await Record.ExceptionAsync(() => _index.AddAsync(stored.RelativePath, Token)));
        Assert.NotNull(_index.Find(stored.Id));

        Directory.Delete(_folder.Path);
        Directory.Move(_folder.Path + "-away", _folder.Path);
        await _index.ScanAsync(Token);
        Assert.Equal((true, 1), (_index.Status.Online, _index.Status.Count));
    }

    [Fact]
    public async Task Watchers_hear_of_what_comes_after_the_first_scan()
    {
        _folder.Put("x/old.png", TestPng.Make());
        await using var changes = _index.WatchAsync(Token).GetAsyncEnumerator(Token);
        var next = changes.MoveNextAsync();
        await _index.ScanAsync(Token);
        _folder.Put("x/new.png", TestPng.Make());
        await _index.ScanAsync(Token);

        Assert.True(await next);
        Assert.Equal((ImageChangeKind.Added, "x/new.png"), (changes.Current.Kind, changes.Current.Image.RelativePath));
    }

    [Fact]
    public async Task Readers_and_writers_do_not_disturb_each_other()
    {
        for (var i = 0; i < 40; i++)
            _folder.Put($"x/{i}.png", TestPng.Make(8, 8, shade: (byte)i));

        await Parallel.ForAsync(0, 40, Token, async (i, token) =>
        {
            await _index.AddAsync($"x/{i}.png", token);
            var page = _index.List(ImageFilter.All, ImageSort.Newest, null, 1000);
            Assert.Equal(page.Count, page.Items.DistinctBy(image => image.Id).Count());
            if (i % 10 == 0)
                await _index.ScanAsync(token);
        });

        Assert.Equal(40, _index.Status.Count);
    }

    private static DateTimeOffset At(int minute) => new(2026, 11, 21, 12, minute, 0, TimeSpan.Zero);

    private long Bytes() => Directory.EnumerateFiles(_folder.Path, "*.png", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    private Task<StoredImage> SaveAsync(int job, string prompt, int minute) => new ImageStore(_root, _folder.Time).SaveAsync(
        new NewImage(At(minute), $"group{job}", $"job-{job}", 0, 0, new ImageMaking
        {
            Prompt = prompt,
            Seed = 42,
            Model = "SDXL_base.safetensors",
            GroupId = "group",
            Times = new MakingTimes(At(0), null, null, null, At(minute)),
        }),
        new MemoryStream(TestPng.Make(shade: (byte)job)),
        Token);
}
