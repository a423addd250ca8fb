using ComfyStudio.Testing.Images;

namespace ComfyStudio.Images.Tests;

public sealed class ImagePlaceholdersTests : IDisposable
{
    private readonly TestImagesFolder _images = new TestImagesFolder().Made();

    private string FilePath => Path.Join(_images.Path, ".thumbnails/placeholders");

    public void Dispose() => _images.Dispose();

    [Fact]
    public void What_one_process_adds_another_finds()
    {
        using var writer = Open();
        writer.Add("a/1.png", "v1", [1, 2, 3]);
        writer.Add("a/2.png", "v1", []);

        using var reader = Open();

        Assert.Equal([1, 2, 3], reader.Find("a/1.png", "v1")!);
        Assert.Equal([], reader.Find("a/2.png", "v1")!);
        Assert.Null(reader.Find("a/1.png", "v2"));
    }

    [Fact]
    public void What_is_added_later_is_seen_a_moment_later()
    {
        var time = new HandDrivenTime();
        using var writer = Open();
        using var reader = new ImagePlaceholders(_images.Open(), time);
        writer.Add("1.png", "v", [1]);
        Assert.NotNull(reader.Find("1.png", "v"));

        writer.Add("2.png", "v", [2]);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([2], reader.Find("2.png", "v")!);
    }

    [Fact]
    public void A_record_that_a_killed_writer_left_half_is_written_over()
    {
        using (var first = Open())
            first.Add("1.png", "v", [1]);
        File.AppendAllText(FilePath, "half");

        using (var second = Open())
            second.Add("2.png", "v", [2]);

        using var reader = Open();
        Assert.Equal([1], reader.Find("1.png", "v")!);
        Assert.Equal([2], reader.Find("2.png", "v")!);
    }

    [Fact]
    public void A_file_that_is_something_else_is_begun_anew()
    {
        _images.Put(".thumbnails/placeholders", new byte[500]);

        using (var writer = Open())
            writer.Add("1.png", "v", [1]);

        using var reader = Open();
        Assert.Equal([1], reader.Find("1.png", "v")!);
    }

    [Fact]
    public void After_the_thumbnails_were_deleted_it_begins_anew()
    {
        using var writer = Open();
        writer.Add("1.png", "v", [1]);
        Directory.Delete(Path.GetDirectoryName(FilePath)!, recursive: true);

        writer.Add("2.png", "v", [2]);

        using var reader = Open();
        Assert.Null(reader.Find("1.png", "v"));
        Assert.Equal([2], reader.Find("2.png", "v")!);
    }

    [Fact]
    public void The_same_once_more_takes_no_room()
    {
        using var writer = Open();
        writer.Add("1.png", "v", [1]);
        var before = new FileInfo(FilePath).Length;

        writer.Add("1.png", "v", [1]);

        Assert.Equal(before, new FileInfo(FilePath).Length);
    }

    private ImagePlaceholders Open() => new(_images.Open(), TimeProvider.System);
}
