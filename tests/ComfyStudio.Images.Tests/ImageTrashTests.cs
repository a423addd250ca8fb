using System.Text;
using ComfyStudio.Images.Metadata;
using ComfyStudio.Images.Trash;
using ComfyStudio.Testing.Images;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Images.Tests;

public sealed class ImageTrashTests : IDisposable
{
    private readonly HandDrivenTime _time = new();
    private readonly TestImagesFolder _images = new TestImagesFolder().Made();

    public void Dispose() => _images.Dispose();

    [Fact]
    public void What_is_deleted_goes_with_what_lies_beside_it_and_comes_back_as_it_was()
    {
        var before = PutTwo();
        var trash = Open();

        var item = trash.Move(Records());
        Assert.DoesNotContain(_images.Files(), file => !file.StartsWith(".trash/", StringComparison.Ordinal));
        Assert.Equal(2, item.Images.Count);
        Assert.Equal(before.Where(file => !file.Key.Contains("thumbnails", StringComparison.Ordinal)).Sum(file => file.Value.Length) + 3, item.Bytes);

        Assert.Equal(["a/1.png", "a/2.png"], trash.Restore(item.Id));
        AssertSame(before.Where(file => !file.Key.Contains("thumbnails", StringComparison.Ordinal)), Contents());
    }

    [Fact]
    public void A_name_that_was_taken_meanwhile_is_not_written_over()
    {
        PutTwo();
        var item = Open().Move(Records());
        _images.Put("a/1.png", "another"u8.ToArray());

        Assert.Equal(["a/1-2.png", "a/2.png"], Open().Restore(item.Id));

        Assert.Equal("another"u8.ToArray(), File.ReadAllBytes(Path.Join(_images.Path, "a/1.png")));
        var sidecar = Sidecar.Read(Path.Join(_images.Path, "a/1-2.json"));
        Assert.Equal(("1-2.png", "first"), (sidecar?.File, sidecar?.Making?.Prompt));
        Assert.Equal("words of 1", File.ReadAllText(Path.Join(_images.Path, "a/1-2.txt")));
    }

    [Fact]
    public void A_process_that_ends_anywhere_while_it_deletes_loses_and_doubles_nothing() =>
        EndEverywhere(trash => trash.Move(Records()), isThere: true);

    [Fact]
    public void A_process_that_ends_anywhere_while_it_restores_loses_and_doubles_nothing()
    {
        var id = "";
        EndEverywhere(trash => trash.Restore(id), isThere: true, prepare: () => id = Open().Move(Records()).Id);
    }

    [Fact]
    public void A_process_that_ends_anywhere_while_it_restores_beside_another_loses_and_doubles_nothing()
    {
        var id = "";
        EndEverywhere(trash => trash.Restore(id), isThere: true, prepare: () =>
        {
            id = Open().Move(Records()).Id;
            _images.Put("a/1.png", "another"u8.ToArray());
        });
    }

    [Fact]
    public void A_process_that_ends_anywhere_while_it_empties_the_trash_leaves_nothing_half()
    {
        var id = "";
        EndEverywhere(trash => trash.Purge(id), isThere: false, prepare: () => id = Open().Move(Records()).Id);
    }

    [Fact]
    public void What_is_past_its_time_goes_for_ever()
    {
        PutTwo();
        var item = Open().Move(Records());

        _time.Advance(TimeSpan.FromDays(29));
        Open().Tidy();
        Assert.Single(Open().List());

        _time.Advance(TimeSpan.FromDays(1));
        Open().Tidy();
        Assert.Empty(Open().List());
        Assert.Null(Open().Restore(item.Id));
        Assert.Empty(_images.Files());
    }

    [Fact]
    public void Notes_that_tell_of_another_image_too_stay_with_it()
    {
        _images.Put("a/1.png", TestPng.Make());
        _images.Put("a/1.jpg", [0xFF, 0xD8, 0xFF, 0xE0]);
        _images.Put("a/1.txt", "words"u8.ToArray());

        Open().Move([Record("a/1.png", null)]);

        Assert.Equal(["a/1.jpg", "a/1.txt"], _images.Files().Where(file => file.StartsWith("a/", StringComparison.Ordinal)));
    }

    [Fact]
    public void While_the_root_is_away_nothing_is_deleted_or_listed_as_empty()
    {
        PutTwo();
        var trash = Open();
        File.Delete(Path.Join(_images.Path, ".comfystudio"));

        Assert.Throws<ImageRootOfflineException>(() => trash.Move(Records()));
        Assert.Throws<ImageRootOfflineException>(() => trash.List());
        Assert.Contains("a/1.png", _images.Files());
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    public void What_names_no_deletion_finds_none(string id)
    {
        Assert.Null(Open().Restore(id));
        Assert.False(Open().Purge(id));
        Assert.Null(Open().FindThumbnail(id, 0));
    }

    /// <summary>Ends the act before its first change on the disk, before its second, and so on; each time another process takes over.</summary>
    private void EndEverywhere(Action<ImageTrash> act, bool isThere, Action? prepare = null)
    {
        for (var last = 0; ; last++)
        {
            Directory.Delete(_images.Path, recursive: true);
            _images.Made();
            var before = PutTwo();
            prepare?.Invoke();
            var steps = 0;
            var ended = false;
            try
            {
                act(Open(() =>
                {
                    if (steps++ == last)
                        throw new KilledException();
                }));
            }
            catch (KilledException)
            {
                ended = true;
            }

            Open().Tidy();
            Open().Tidy();
            AssertEachOnce(before, isThere);
            if (!ended)
                break;
        }
    }

    /// <summary>Every image is in the gallery or in the trash, whole, once; taken back, all is in the gallery with its notes.</summary>
    private void AssertEachOnce(Dictionary<string, byte[]> before, bool isThere)
    {
        var trash = Open();
        var images = Images();
        if (!isThere && images.Count == 0)
        {
            Assert.Empty(trash.List());
            Assert.DoesNotContain(_images.Files(), file => file.StartsWith(".trash/", StringComparison.Ordinal));
            return;
        }

        Assert.Equal(2, images.Count);
        foreach (var item in trash.List())
            trash.Restore(item.Id);
        Assert.Equal(2, Images().Count);
        Assert.DoesNotContain(_images.Files(), file => file.StartsWith(".trash/", StringComparison.Ordinal));
        foreach (var (path, prompt) in new[] { ("a/1.png", "first"), ("a/2.png", "second") })
        {
            var found = Images().Single(file => before[path].AsSpan().SequenceEqual(File.ReadAllBytes(Path.Join(_images.Path, file))));
            Assert.Equal(prompt, Sidecar.Read(Path.Join(_images.Path, Path.ChangeExtension(found, ".json")))?.Making?.Prompt);
            Assert.True(File.Exists(Path.Join(_images.Path, Path.ChangeExtension(found, ".txt"))));
        }
    }

    private IReadOnlyList<string> Images() =>
        [.. _images.Files().Where(file => file.EndsWith(".png", StringComparison.Ordinal) && new FileInfo(Path.Join(_images.Path, file)).Length > "another".Length)];

    private Dictionary<string, byte[]> PutTwo()
    {
        foreach (var (number, prompt) in new[] { (1, "first"), (2, "second") })
        {
            _images.Put($"a/{number}.png", TestPng.Make(64, 48, (byte)number));
            _images.Put($"a/{number}.json", new Sidecar { File = $"{number}.png", Making = new ImageMaking { Prompt = prompt } }.ToBytes());
            _images.Put($"a/{number}.txt", Encoding.UTF8.GetBytes($"words of {number}"));
        }

        _images.Put(ThumbnailSpec.RelativePath("a/1.png", 300, "v"), [1, 2, 3]);
        return Contents();
    }

    private Dictionary<string, byte[]> Contents() => _images.Files().ToDictionary(file => file, file => File.ReadAllBytes(Path.Join(_images.Path, file)));

    private static void AssertSame(IEnumerable<KeyValuePair<string, byte[]>> expected, Dictionary<string, byte[]> found) =>
        Assert.Equal(expected.Select(file => (file.Key, Convert.ToHexString(file.Value))), found.Select(file => (file.Key, Convert.ToHexString(file.Value))));

    private static IReadOnlyList<ImageRecord> Records() => [Record("a/1.png", "first"), Record("a/2.png", "second")];

    private static ImageRecord Record(string path, string? prompt) => new()
    {
        Id = ImageId.Of(path),
        RelativePath = path,
        Bytes = 1,
        Width = 64,
        Height = 48,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Version = "v",
        Making = prompt is null ? null : new ImageMaking { Prompt = prompt },
    };

    private ImageTrash Open(Action? beforeStep = null) =>
        new(_images.Open(), Options.Create(new TrashOptions()), _time, NullLogger<ImageTrash>.Instance) { BeforeStep = beforeStep ?? (() => { }) };

    private sealed class KilledException : Exception;
}
