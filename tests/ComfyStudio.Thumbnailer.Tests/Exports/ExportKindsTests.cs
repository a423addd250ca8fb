using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Thumbnailer.Tests.Vips;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Tests.Exports;

public sealed class ExportKindsTests : IAsyncDisposable
{
    private readonly ThumbnailerHost _host;
    private readonly ExportDesk _desk;

    public ExportKindsTests(RedisServer redis) => _desk = new ExportDesk(_host = new ThumbnailerHost(redis));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_zip_holds_the_files_byte_for_byte_under_names_that_sort_with_a_table_of_them()
    {
        var frames = _desk.Frames(2).ToList();
        frames[0] = frames[0] with { Title = "Möwe: \"auf/zu\"", Notes = "=1+1", Description = "two\nlines, with a comma", Seed = ulong.MaxValue, Prompt = "a gull" };

        using var zip = new ZipArchive(new MemoryStream(await _desk.BytesAsync(await _desk.MakeAsync(ExportKind.Zip, frames))));

        Assert.Equal(["001_Möwe auf zu.png", "002_Shot 2.png", "frames.csv", "frames.json"], zip.Entries.Select(entry => entry.FullName));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Join(_host.Images.Path, frames[0].RelativePath), TestContext.Current.CancellationToken), Read(zip, "001_Möwe auf zu.png"));
        Assert.Equal(
            "\uFEFFnumber,title,file,seconds,shot,description,notes,seed,prompt,negative\r\n"
            + "1,\"Möwe: \"\"auf/zu\"\"\",001_Möwe auf zu.png,0.4,,\"two\nlines, with a comma\",'=1+1,18446744073709551615,a gull,\r\n2,Shot 2,002_Shot 2.png,0.4,,,,,,\r\n",
            Encoding.UTF8.GetString(Read(zip, "frames.csv")));
        var listed = JsonNode.Parse(Read(zip, "frames.json"))!;
        Assert.Equal(("Über den Dächern", "Möwe: \"auf/zu\"", ulong.MaxValue), ((string)listed["title"]!, (string)listed["frames"]![0]!["title"]!, (ulong)listed["frames"]![0]!["seed"]!));
    }

    [Theory]
    [InlineData(ExportKind.Webp, "webpload_buffer")]
    [InlineData(ExportKind.Gif, "gifload_buffer")]
    public async Task Whatever_moves_shows_every_frame_in_order_for_its_time(ExportKind kind, string loader)
    {
        var frames = _desk.Frames(3).ToList();
        _host.Images.Put(frames[1].RelativePath!, TestPng.Make(48, 64, shade: 40));
        frames[1] = frames[1] with { DurationMs = 1500 };

        var bytes = await _desk.BytesAsync(await _desk.MakeAsync(kind, frames));

        using var source = new VipsSource(bytes);
        using var load = new VipsOperation(loader).With("buffer", source).With("n", -1);
        using var lazy = load.RunToImage();
        using var all = lazy.Compute();
        Assert.Equal((64, 3 * 48), (all.Width, all.Height));
        var pixels = all.ToRgba();
        Assert.InRange(At(pixels, 0, 48 + 24), 0, 8);
        Assert.NotInRange(At(pixels, 32, 48 + 24), 0, 8);
        Assert.Equal([400, 1500, 400], kind is ExportKind.Webp ? WebpTimes(bytes) : GifTimes(bytes));

        static int At(byte[] pixels, int x, int y) => pixels[((y * 64) + x) * 4] + pixels[(((y * 64) + x) * 4) + 1] + pixels[(((y * 64) + x) * 4) + 2];
    }

    [Fact]
    public async Task A_number_is_painted_into_the_frame_where_that_is_wanted()
    {
        var frames = _desk.Frames(1, 256, 256);
        var plain = await _desk.BytesAsync(await _desk.MakeAsync(ExportKind.Webp, frames));
        var numbered = await _desk.BytesAsync(await _desk.MakeAsync(ExportKind.Webp, frames, new ExportSettings { BurnNumbers = true }));

        Assert.InRange(Brightest(numbered), 200, 255);
        Assert.InRange(Brightest(plain), 0, 100);

        static double Brightest(byte[] webp)
        {
            using var image = TestPictures.Open(webp);
            var rgba = image.ToRgba();
            return (from y in Enumerable.Range(216, 40) from x in Enumerable.Range(0, 40) select rgba.AsSpan(((y * 256) + x) * 4, 3).ToArray().Min(value => (double)value)).Max();
        }
    }

    [Fact]
    public async Task A_sheet_stands_in_columns_with_the_words_below()
    {
        var frames = _desk.Frames(5).Select(frame => frame with { Notes = "Möwen über dem Dach ✓ Привет 日本" }).ToList();

        var small = await _desk.BytesAsync(await _desk.MakeAsync(ExportKind.Sheet, frames, new ExportSettings { Columns = 2, Width = 800, Notes = false }));
        var noted = await _desk.BytesAsync(await _desk.MakeAsync(ExportKind.Sheet, frames, new ExportSettings { Columns = 2, Width = 800 }));

        var ((width, height), (_, notedHeight)) = (TestPictures.Size(small), TestPictures.Size(noted));
        Assert.Equal(800, width);
        Assert.InRange(height, 3 * 280, 3 * 400);
        Assert.True(notedHeight > height + 60, $"{notedHeight} pixels hold no more words than {height}.");
        Assert.Equal([255, 255, 255], TestPictures.Pixel(small, 700, height - 40));
    }

    [Fact]
    public async Task A_sheet_of_two_axes_names_what_its_columns_and_rows_stand_for()
    {
        var frames = _desk.Frames(6);
        var order = _desk.Order(ExportKind.Sheet, frames) with { Title = "", Axes = new ExportAxes(["cfg 4", "cfg 7", "cfg 10"], ["euler", "dpmpp_2m"]) };

        var sheet = await _desk.BytesAsync(await _desk.MakeAsync(order));

        using var page = TestPictures.Open(sheet);
        var (pixels, width) = (page.ToRgba(), page.Width);
        Assert.True(IsInked(0, 0, width, 40), "No column is named.");
        Assert.True(IsInked(20, 60, 190, page.Height - 60), "No row is named.");

        bool IsInked(int left, int top, int wide, int high) =>
            (from y in Enumerable.Range(top, high) from x in Enumerable.Range(left, wide) select pixels[((y * width) + x) * 4]).Any(value => value < 80);
    }

    private static byte[] Read(ZipArchive zip, string name)
    {
        using var content = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static IEnumerable<int> WebpTimes(byte[] webp)
    {
        for (var at = 12; at < webp.Length; at += 8 + BitConverter.ToInt32(webp, at + 4) + (webp[at + 4] & 1))
        {
            if (Encoding.ASCII.GetString(webp, at, 4) == "ANMF")
                yield return webp[at + 20] | (webp[at + 21] << 8) | (webp[at + 22] << 16);
        }
    }

    private static IEnumerable<int> GifTimes(byte[] gif)
    {
        for (var at = 0; at < gif.Length - 8; at++)
        {
            if (gif.AsSpan(at).StartsWith((byte[])[0x21, 0xF9, 4, 4]))
                yield return 10 * BitConverter.ToUInt16(gif, at + 4);
        }
    }
}
