using System.Text;
using ComfyStudio.Images.Marks;
using ComfyStudio.Testing.Images;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComfyStudio.Images.Tests;

public sealed class MarksBookTests : IDisposable
{
    private static readonly NotedContent First = new(new ContentHash(1), 10);
    private static readonly NotedContent Second = new(new ContentHash(2), 20);

    private readonly TestImagesFolder _images = new TestImagesFolder().Made();

    private string FilePath => Path.Join(_images.Path, ".gallery/marks.jsonl");

    public void Dispose() => _images.Dispose();

    [Fact]
    public void What_was_noted_is_there_after_a_restart()
    {
        Open().Change([First, Second], (_, marks) => marks with { Rating = 4, Tags = ["sea"], Note = "again" });
        Open().Change([First], (_, marks) => marks with { IsFavorite = true });

        var marks = Open().Find(First.Content);

        Assert.Equal((4, true, "again"), (marks.Rating, marks.IsFavorite, marks.Note));
        Assert.Equal(["sea"], marks.Tags);
        Assert.False(Open().Find(Second.Content).IsFavorite);
    }

    [Fact]
    public void A_change_answers_what_was_noted_before()
    {
        var book = Open();
        book.Change([First], (_, marks) => marks with { Rating = 2 });

        var former = book.Change([First, Second], (_, marks) => marks with { Rating = 5 });

        Assert.Equal([2, 0], former.Select(marks => marks.Rating));
    }

    [Fact]
    public void What_changes_nothing_is_not_written()
    {
        Open().Change([First], (_, marks) => marks with { Rating = 2, Tags = ["a"] });
        var before = new FileInfo(FilePath).Length;

        Open().Change([First], (_, marks) => marks with { Rating = 2, Tags = ["a"] });

        Assert.Equal(before, new FileInfo(FilePath).Length);
    }

    [Fact]
    public void A_line_that_a_killed_process_left_half_costs_that_line_only()
    {
        Open().Change([First], (_, marks) => marks with { Rating = 2 });
        File.AppendAllText(FilePath, "{\"content\":\"0000");

        Open().Change([Second], (_, marks) => marks with { Rating = 3 });

        Assert.Equal(2, Open().Find(First.Content).Rating);
        Assert.Equal(3, Open().Find(Second.Content).Rating);
    }

    [Fact]
    public void Wherever_the_file_was_cut_off_every_whole_line_before_counts()
    {
        Open().Change([First], (_, marks) => marks with { Rating = 2 });
        var one = new FileInfo(FilePath).Length;
        Open().Change([Second], (_, marks) => marks with { Rating = 3, Note = "ä" });
        var whole = File.ReadAllBytes(FilePath);
        for (var length = one; length < whole.Length - 1; length++)
        {
            File.WriteAllBytes(FilePath, whole[..(int)length]);
            var book = Open();

            Assert.Equal((2, 0), (book.Find(First.Content).Rating, book.Find(Second.Content).Rating));
        }
    }

    [Fact]
    public void Many_changes_of_few_images_do_not_grow_for_ever()
    {
        var book = Open();
        for (var i = 0; i < 1100; i++)
            book.Change([First], (_, marks) => marks with { Note = i.ToString(System.Globalization.CultureInfo.InvariantCulture) });

        Assert.True(File.ReadAllLines(FilePath).Length < 200);
        Assert.Equal("1099", Open().Find(First.Content).Note);
    }

    [Fact]
    public void While_the_root_is_away_nothing_is_noted_and_nothing_forgotten()
    {
        var book = Open();
        book.Change([First], (_, marks) => marks with { Rating = 2 });
        File.Delete(Path.Join(_images.Path, ".comfystudio"));

        Assert.Throws<ImageRootOfflineException>(() => book.Change([First], (_, marks) => marks with { Rating = 5 }));
        Assert.Equal(2, book.Find(First.Content).Rating);
    }

    [Fact]
    public async Task An_image_keeps_its_marks_when_it_moves()
    {
        var token = TestContext.Current.CancellationToken;
        using var index = OpenIndex();
        var book = Open(index);
        _images.Put("a/1.png", TestPng.Make());
        var record = await index.AddAsync("a/1.png", token);
        var hash = (await index.HashAsync(record!.Id, token))!.Value;
        book.Change([new NotedContent(hash, record.Bytes)], (_, marks) => marks with { Rating = 5 });
        Assert.Equal(5, index.Find(record.Id)?.Marks.Rating);

        Directory.Move(Path.Join(_images.Path, "a"), Path.Join(_images.Path, "b"));
        await index.ScanAsync(token);
        await index.HashAsync(ImageId.Of("b/1.png"), token);

        Assert.Equal(5, index.Find(ImageId.Of("b/1.png"))?.Marks.Rating);
    }

    [Fact]
    public void A_deletion_of_an_album_can_be_taken_back_for_an_hour()
    {
        var time = new HandDrivenTime();
        var book = Open();
        var albums = new AlbumBook(_images.Open(), book, time);
        var (sea, shore) = (albums.Add("Sea"), albums.Add("Shore"));
        book.Change([First], (_, marks) => marks with { Albums = [sea.Id, shore.Id] });

        albums.Delete(sea.Id);
        Assert.Equal("Sea", albums.Restore(sea.Id)?.Name);

        Assert.Equal(new[] { sea.Id, shore.Id }.Order(), book.Find(First.Content).Albums.Order());
        Assert.Null(albums.Restore(sea.Id));
        albums.Delete(sea.Id);
        time.Advance(TimeSpan.FromMinutes(61));
        albums.Delete(shore.Id);
        Assert.Null(albums.Restore(sea.Id));
        Assert.NotNull(albums.Restore(shore.Id));
    }

    [Fact]
    public void An_album_that_goes_leaves_its_images_alone()
    {
        var book = Open();
        var albums = new AlbumBook(_images.Open(), book, TimeProvider.System);
        var sea = albums.Add("Sea");
        book.Change([First], (_, marks) => marks with { Rating = 1, Albums = [sea.Id] });

        Assert.Equal("Shore", albums.Rename(sea.Id, "Shore")?.Name);
        Assert.True(albums.Delete(sea.Id));

        Assert.Empty(albums.List());
        Assert.Empty(book.Find(First.Content).Albums);
        Assert.Equal(1, book.Find(First.Content).Rating);
        Assert.False(albums.Delete(sea.Id));
    }

    [Fact]
    public void A_list_that_cannot_be_understood_is_not_taken_for_an_empty_one()
    {
        _images.Put(".gallery/albums.json", Encoding.UTF8.GetBytes("[{"));
        var albums = new AlbumBook(_images.Open(), Open(), TimeProvider.System);

        Assert.Throws<IOException>(() => albums.Add("Sea"));
        Assert.Equal("[{", File.ReadAllText(Path.Join(_images.Path, ".gallery/albums.json")));
    }

    [Fact]
    public void Searches_are_kept()
    {
        var search = new SavedSearchBook(_images.Open(), TimeProvider.System).Add("Sea at night", "q=sea&rating=4");

        Assert.Equal(search, Assert.Single(new SavedSearchBook(_images.Open(), TimeProvider.System).List()));
        Assert.True(new SavedSearchBook(_images.Open(), TimeProvider.System).Delete(search.Id));
        Assert.Empty(new SavedSearchBook(_images.Open(), TimeProvider.System).List());
    }

    private ImageIndex OpenIndex() => new(_images.Open(), TimeProvider.System, NullLogger<ImageIndex>.Instance);

    private MarksBook Open(ImageIndex? index = null) => new(_images.Open(), index ?? OpenIndex(), TimeProvider.System, NullLogger<MarksBook>.Instance);
}
