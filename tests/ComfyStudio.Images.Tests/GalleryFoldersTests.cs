using ComfyStudio.Images.Gallery;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Images.Tests;

public sealed class GalleryFoldersTests : IDisposable
{
    private readonly TestImagesFolder _images = new TestImagesFolder().Made();

    public void Dispose() => _images.Dispose();

    [Fact]
    public void The_folders_of_the_latest_days_come_first_and_hidden_ones_not_at_all()
    {
        _images.Put("2026-11-20/a/1.png", TestPng.Make());
        _images.Put("2026-11-21/b/1.png", TestPng.Make());
        _images.Put("2026-11-21/b/.thumbnails/1.png.300.0.webp", [1]);
        _images.Put(".trash/x/1.png", TestPng.Make());

        Assert.Equal(["2026-11-21/b", "2026-11-21", "2026-11-20/a", "2026-11-20", ""], Open().List());
    }

    [Fact]
    public async Task An_image_has_the_version_that_the_index_gives_it()
    {
        var folders = Open();
        _images.Put("a/1.png", TestPng.Make());
        using var index = new ImageIndex(_images.Open(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<ImageIndex>.Instance);
        var record = await index.AddAsync("a/1.png", TestContext.Current.CancellationToken);

        var (path, version) = Assert.Single(folders.Read("a").Images());

        Assert.Equal((record!.RelativePath, record.Version), (path, version));
    }

    [Fact]
    public void The_fingerprint_tells_of_images_and_thumbnails_that_came_or_went()
    {
        _images.Put("a/1.png", TestPng.Make());
        var first = Open().Read("a").Fingerprint;
        Assert.Equal(first, Open().Read("a").Fingerprint);

        _images.Put("a/.thumbnails/1.png.300.0.webp", [1]);
        var second = Open().Read("a").Fingerprint;
        _images.Put("a/2.png", TestPng.Make());

        Assert.NotEqual(first, second);
        Assert.NotEqual(second, Open().Read("a").Fingerprint);
    }

    [Fact]
    public void The_folder_of_the_thumbnails_goes_with_the_last_of_them()
    {
        _images.Put("a/.thumbnails/1.webp", [1]);
        _images.Put("a/.thumbnails/2.webp", [1]);

        Open().DeleteThumbnail("a", "1.webp");
        Assert.Equal(["a/.thumbnails/2.webp"], _images.Files());
        Open().DeleteThumbnail("a", "2.webp");

        Assert.False(Directory.Exists(Path.Join(_images.Path, "a/.thumbnails")));
    }

    private GalleryFolders Open() => new(_images.Open());
}
