using ComfyStudio.Images.Gallery;
using ComfyStudio.Images.Trash;
using ComfyStudio.Testing.Images;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Images.Tests;

/// <summary>Folders of other programs: shown and found like the rest, and never written to.</summary>
public sealed class LinkedFolderTests : IDisposable
{
    private readonly HandDrivenTime _time = new();
    private readonly TestImagesFolder _folder;
    private readonly TestImagesFolder _other = new();
    private ImageIndex _index = null!;

    public LinkedFolderTests()
    {
        _folder = new TestImagesFolder(_time).Made();
        _other.Put("txt2img/one.png", Picture("a red fox"));
        _other.Put("two.png", Picture("a lighthouse"));
        Start(("forge", _other.Path));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ImageRoot Root { get; set; } = null!;

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Their_images_are_shown_and_found_and_nothing_is_written_there()
    {
        _folder.Put("own.png", Picture("a red boat"));
        var before = _other.Files();

        await _index.ScanAsync(Token);
        await new ImageStore(Root, _time).SaveThumbnailAsync(ThumbnailSpec.RelativePath("linked/forge/txt2img/one.png", 300, "v"), new byte[] { 1 }, Token);

        Assert.Equal(["linked/forge/two.png", "linked/forge/txt2img/one.png", "own.png"], Paths());
        Assert.Equal(2, _index.List(new ImageFilter { Words = "red" }, ImageSort.Newest, null, 10).Count);
        Assert.Equal(Path.Join(_other.Path, "two.png"), Root.Resolve("linked/forge/two.png"));
        Assert.Equal(before, _other.Files());
        Assert.Contains(_folder.Files(), file => file.StartsWith(".thumbnails/linked/forge/txt2img/one.png.300.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_are_kept_from_the_trash()
    {
        await _index.ScanAsync(Token);
        var images = _index.List(ImageFilter.All, ImageSort.Newest, null, 10).Items;

        var item = new ImageTrash(Root, Options.Create(new TrashOptions()), _time, NullLogger<ImageTrash>.Instance).Move(images);

        Assert.Empty(item.Images);
        Assert.Equal(["two.png", "txt2img/one.png"], _other.Files());
    }

    [Theory]
    [InlineData("linked/forge/../secret.png")]
    [InlineData("linked/forge/../../secret.png")]
    [InlineData("linked/forge")]
    [InlineData("linked/forge/")]
    [InlineData("linked/other/two.png")]
    [InlineData("linked/forge/way-out.png")]
    public void Nothing_beside_them_is_reached(string path)
    {
        File.WriteAllText(Path.Join(Path.GetDirectoryName(_other.Path), "secret.png"), "secret");
        File.CreateSymbolicLink(Path.Join(_other.Path, "way-out.png"), Path.Join(Path.GetDirectoryName(_other.Path), "secret.png"));

        Assert.Null(Root.Resolve(path));
    }

    [Fact]
    public async Task One_that_is_away_loses_nothing_and_one_that_is_not_linked_any_more_is_not_missed()
    {
        await _index.ScanAsync(Token);
        Directory.Move(_other.Path, _other.Path + "-away");
        await _index.ScanAsync(Token);
        Assert.Equal((2, 0), (_index.Status.Count, _index.Status.Missing));

        Directory.Move(_other.Path + "-away", _other.Path);
        for (var i = 0; i < 60; i++)
            _other.Put($"many/{i}.png", Picture($"number {i}"));
        await _index.ScanAsync(Token);
        _index.Save();
        Assert.Equal(62, _index.Status.Count);
        Start();
        Assert.True(_index.Restore());
        await _index.ScanAsync(Token);

        Assert.Equal((0, 0), (_index.Status.Count, _index.Status.Missing));
    }

    [Fact]
    public void Whoever_keeps_something_of_each_image_finds_them_folder_by_folder()
    {
        var folders = new GalleryFolders(Root);

        Assert.Equal(["", "linked/forge", "linked/forge/txt2img"], folders.List().Order());
        Assert.Equal("linked/forge/txt2img/one.png", Assert.Single(folders.Read("linked/forge/txt2img").Images()).RelativePath);
    }

    [Fact]
    public async Task A_folder_of_the_roots_own_does_not_show_twice_in_their_place()
    {
        _folder.Put("linked/forge/two.png", Picture("hidden"));

        await _index.ScanAsync(Token);

        Assert.Equal(["linked/forge/two.png", "linked/forge/txt2img/one.png"], Paths());
        Assert.Equal("a lighthouse", _index.Find(ImageId.Of("linked/forge/two.png"))!.Making!.Prompt);
    }

    [Theory]
    [InlineData("for/ge", "/somewhere")]
    [InlineData("forge", "somewhere")]
    [InlineData("forge", "")]
    [InlineData("forge", "/images/outputs")]
    [InlineData("forge", "/images/outputs/below")]
    [InlineData("forge", "/images")]
    public void What_would_be_shown_twice_or_cannot_be_shown_is_refused_at_the_start(string name, string path)
    {
        var options = new ImagesOptions { Root = "/images/outputs", Linked = new Dictionary<string, string> { [name] = path } };

        var answer = new LinkedFoldersValidator().Validate(null, options);

        Assert.True(answer.Failed);
        Assert.Contains("Images:Linked", answer.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_that_lie_apart_are_taken() =>
        Assert.True(new LinkedFoldersValidator().Validate(null, new ImagesOptions
        {
            Root = "/images/outputs",
            Linked = new Dictionary<string, string> { ["a"] = "/images/others", ["b"] = "~/forge/outputs" },
        }).Succeeded);

    private void Start(params (string Name, string Path)[] linked)
    {
        _index?.Dispose();
        var options = new ImagesOptions { Root = _folder.Path, Linked = linked.ToDictionary(each => each.Name, each => each.Path) };
        Root = new ImageRoot(Options.Create(options), _time);
        _index = new ImageIndex(Root, _time, NullLogger<ImageIndex>.Instance);
    }

    private IEnumerable<string> Paths() =>
        _index.List(ImageFilter.All, ImageSort.Newest, null, 100).Items.Select(image => image.RelativePath).Order(StringComparer.Ordinal);

    private static byte[] Picture(string prompt) => TestPng.Make(16, 16, texts: new Dictionary<string, string> { ["parameters"] = $"{prompt}\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 1, Size: 16x16" });
}
