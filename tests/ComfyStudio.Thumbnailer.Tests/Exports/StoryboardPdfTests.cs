using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;

namespace ComfyStudio.Thumbnailer.Tests.Exports;

public sealed partial class StoryboardPdfTests : IAsyncDisposable
{
    private readonly ThumbnailerHost _host;
    private readonly ExportDesk _desk;

    public StoryboardPdfTests(RedisServer redis) => _desk = new ExportDesk(_host = new ThumbnailerHost(redis));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(1, ExportPage.A4, 12)]
    [InlineData(3, ExportPage.A4, 2)]
    [InlineData(6, ExportPage.LetterLandscape, 1)]
    public async Task Frames_stand_in_columns_on_as_many_pages_as_they_need(int columns, ExportPage page, int pages)
    {
        var pdf = await MakeAsync(_desk.Frames(12, 64, 64), new ExportSettings { Columns = columns, PageSize = page });

        Assert.Equal(pages, Regex.Count(pdf, "/Type /Page /Parent"));
        Assert.Equal(12, Regex.Count(pdf, "/DCTDecode"));
        Assert.Contains(page is ExportPage.A4 ? "[0 0 595.28 841.89]" : "[0 0 792 612]", pdf, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_object_lies_where_the_table_at_the_end_says()
    {
        var pdf = await MakeAsync(_desk.Frames(4));

        var table = pdf[int.Parse(StartXref().Match(pdf).Groups[1].Value, CultureInfo.InvariantCulture)..];
        var offsets = Offset().Matches(table).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.True(offsets.Count > 10);
        Assert.All(offsets.Index(), at => Assert.StartsWith($"{at.Index + 1} 0 obj", pdf[at.Item..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Words_can_be_searched_umlauts_and_other_alphabets_too()
    {
        var frames = _desk.Frames(2).Select(frame => frame with { Notes = "Größe, Übermut, Ça va, Привет, Ελλάδα, ½ €" }).ToList();

        var text = Words(await MakeAsync(frames));

        Assert.Contains("Über den Dächern", text);
        Assert.Contains("Größe, Übermut, Ça va, Привет,", string.Join(' ', text), StringComparison.Ordinal);
        Assert.Contains("1 Shot 1", text);
    }

    [Fact]
    public async Task Words_that_no_font_can_write_sign_by_sign_are_painted()
    {
        var plain = await MakeAsync(_desk.Frames(1));
        var arabic = await MakeAsync([.. _desk.Frames(1).Select(frame => frame with { Notes = "مرحبا بالعالم" })]);

        Assert.Equal(Regex.Count(plain, "/DeviceGray") + 1, Regex.Count(arabic, "/DeviceGray"));
    }

    [Fact]
    public async Task Long_notes_end_before_the_page_does_and_say_that_more_was_there()
    {
        var notes = string.Join(' ', Enumerable.Repeat("word", 3000)) + new string('x', 500);

        var text = Words(await MakeAsync([.. _desk.Frames(1).Select(frame => frame with { Notes = notes })], new ExportSettings { Columns = 4 }));

        Assert.Contains(text, line => line.EndsWith('…'));
        Assert.InRange(text.Count, 10, 20);
    }

    [Theory]
    [InlineData(ExportPage.A4)]
    [InlineData(ExportPage.LetterLandscape)]
    public async Task Nothing_stands_in_the_margins_of_the_paper_however_tall_pictures_and_notes_are(ExportPage page)
    {
        const double margin = 36, foot = 22;
        var notes = string.Join(' ', Enumerable.Repeat("word", 900));

        var pdf = await MakeAsync([.. _desk.Frames(3, 40, 120).Select(frame => frame with { Notes = notes, Description = notes })], new ExportSettings { Columns = 1, PageSize = page });

        var drawn = string.Concat(Packed().Matches(pdf).Select(match => Unpack(match.Groups[2].Value)));
        Assert.Equal(3, Regex.Count(pdf, "/Type /Page /Parent"));
        Assert.All(Baseline().Matches(drawn), match => Assert.InRange(Number(match), margin, 850));
        Assert.Equal(3, Placed().Count(drawn));
        Assert.All(Placed().Matches(drawn), match => Assert.InRange(Number(match), margin + foot, 850));

        static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_sheet_that_lies_alone_says_what_it_belongs_to_and_which_it_is()
    {
        var text = Words(await MakeAsync(_desk.Frames(3, 64, 64), new ExportSettings { Columns = 1 }));

        Assert.Equal(3, text.Count(words => words == "Über den Dächern"));
        Assert.Subset(text.ToHashSet(), new HashSet<string> { "1 / 3", "2 / 3", "3 / 3" });
    }

    [Fact]
    public async Task A_frame_without_a_picture_keeps_its_place_and_its_words()
    {
        var frames = _desk.Frames(2).Append(new ExportFrame(3, "Not made yet", null, 1000)).ToList();

        var pdf = await MakeAsync(frames);

        Assert.Contains("3 Not made yet", Words(pdf));
        Assert.Equal(2, Regex.Count(pdf, "/DCTDecode"));
    }

    private async Task<string> MakeAsync(IReadOnlyList<ExportFrame> frames, ExportSettings? settings = null) =>
        Encoding.Latin1.GetString(await _desk.BytesAsync(await _desk.MakeAsync(ExportKind.Pdf, frames, settings)));

    /// <summary>What a reader would find, piece by piece: glyphs turned back into signs by the tables of their fonts.</summary>
    private static List<string> Words(string pdf)
    {
        var streams = Packed().Matches(pdf).ToDictionary(match => match.Groups[1].Value, match => Unpack(match.Groups[2].Value));
        var fonts = FontObject().Matches(pdf).ToDictionary(match => match.Groups[1].Value, match => Signs(streams[match.Groups[2].Value]));
        var names = FontName().Matches(pdf).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Distinct().ToDictionary(pair => pair.Item1, pair => pair.Item2);
        return [.. streams.Values.SelectMany(content => Shown().Matches(content)).Select(match =>
            string.Concat(match.Groups[2].Value.Chunk(4).Select(glyph => fonts[names[match.Groups[1].Value]][new string(glyph)])).Replace("  ", " ", StringComparison.Ordinal))];
    }

    private static Dictionary<string, string> Signs(string table) => Sign().Matches(table)
        .ToDictionary(match => match.Groups[1].Value, match => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(match.Groups[2].Value)));

    private static string Unpack(string packed)
    {
        using var zlib = new ZLibStream(new MemoryStream(Encoding.Latin1.GetBytes(packed)), CompressionMode.Decompress);
        using var text = new StreamReader(zlib, Encoding.Latin1);
        return text.ReadToEnd();
    }

    [GeneratedRegex(@"startxref\n(\d+)\n")]
    private static partial Regex StartXref();

    [GeneratedRegex(@"(\d{10}) 00000 n ")]
    private static partial Regex Offset();

    [GeneratedRegex(@"(\d+) 0 obj\n<<  ?(?:/Length1 \d+)? ?/Filter /FlateDecode /Length \d+ >>\nstream\n(.*?)\nendstream", RegexOptions.Singleline)]
    private static partial Regex Packed();

    [GeneratedRegex(@"(\d+) 0 obj\n<< /Type /Font /Subtype /Type0 .*? /ToUnicode (\d+) 0 R")]
    private static partial Regex FontObject();

    [GeneratedRegex(@"/([RB]\d+) (\d+) 0 R")]
    private static partial Regex FontName();

    [GeneratedRegex(@"/([RB]\d+) [\d.]+ Tf [\d.]+ [\d.]+ Td <([0-9A-F]+)> Tj")]
    private static partial Regex Shown();

    [GeneratedRegex(@" Tf [\d.]+ (-?[\d.]+) Td")]
    private static partial Regex Baseline();

    [GeneratedRegex(@" 0 0 [\d.]+ [\d.]+ (-?[\d.]+) cm")]
    private static partial Regex Placed();

    [GeneratedRegex(@"<([0-9A-F]{4})> <([0-9A-F]+)>")]
    private static partial Regex Sign();
}
