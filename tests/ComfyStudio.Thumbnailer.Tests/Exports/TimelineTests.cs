using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Thumbnailer.Exports.Videos;
using ComfyStudio.Thumbnailer.Tests.Vips;

namespace ComfyStudio.Thumbnailer.Tests.Exports;

/// <summary>CRITERIA C.1, 10: the story as a timeline that an editor opens.</summary>
public sealed class TimelineTests : IAsyncDisposable
{
    private readonly ThumbnailerHost _host;
    private readonly ExportDesk _desk;

    public TimelineTests(RedisServer redis) => _desk = new ExportDesk(_host = new ThumbnailerHost(redis));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Pictures_and_the_cut_in_three_forms_lie_beside_each_other_and_find_each_other()
    {
        var frames = _desk.Frames(2).ToList();
        frames[0] = frames[0] with { Title = "Möwe: \"auf & <zu>\"#1", ShotType = "wide", Description = "A gull\u0001.", Notes = "Slower,\nplease & \"thanks\"" };

        using var zip = await MakeAsync(frames, new ExportSettings { Fps = 25 });

        Assert.Equal(
            ["001_Möwe_auf___zu__1.png", "002_Shot_2.png", "Über den Dächern.fcpxml", "Über den Dächern (Premiere).xml", "Über den Dächern.edl", "frames.csv", "frames.json"],
            zip.Entries.Select(entry => entry.FullName));
        var sources = FinalCut(zip).Descendants("media-rep").Select(media => (string)media.Attribute("src")!).ToList();
        Assert.All(sources, source => Assert.NotNull(zip.GetEntry(Uri.UnescapeDataString(source)[2..])));
        Assert.Equal(sources, Premiere(zip).Descendants("pathurl").Select(path => path.Value));
        var clip = FinalCut(zip).Descendants("video").First();
        Assert.Equal(("1 Möwe: \"auf & <zu>\"#1", "wide · A gull ."), ((string)clip.Attribute("name")!, clip.Element("note")!.Value));
        Assert.Equal("Slower, please & \"thanks\"", (string)clip.Element("marker")!.Attribute("value")!);
        Assert.Equal("Slower, please & \"thanks\"", Premiere(zip).Descendants("marker").Single().Element("comment")!.Value);
    }

    [Theory]
    [InlineData("24", "1/24s", 200)]
    [InlineData("23.976", "1001/24000s", 200)]
    [InlineData("29.97", "1001/30000s", 250)]
    [InlineData("25", "1/25s", 209)]
    public async Task Shots_end_on_pictures_and_fifty_of_them_do_not_drift_from_their_times(string fps, string onePicture, long length)
    {
        using var zip = await MakeAsync(_desk.Frames(50, 8, 8, durationMs: 167), new ExportSettings { Fps = decimal.Parse(fps, System.Globalization.CultureInfo.InvariantCulture) });

        var file = FinalCut(zip);
        Assert.Equal(onePicture, (string)file.Descendants("format").First().Attribute("frameDuration")!);
        var unit = Fraction.Of(onePicture);
        var clips = file.Descendants("video").Select(clip => (At: Pictures(clip, "offset", unit), Length: Pictures(clip, "duration", unit))).ToList();
        var hour = clips[0].At;
        Assert.All(clips.Skip(1).Zip(clips), pair => Assert.Equal(pair.Second.At + pair.Second.Length, pair.First.At));
        Assert.Equal(length, clips[^1].At + clips[^1].Length - hour);
        Assert.Equal(length, Pictures(file.Descendants("sequence").Single(), "duration", unit));
        Assert.Equal(hour, Pictures(file.Descendants("sequence").Single(), "tcStart", unit));
        Assert.Equal(length, (long)Premiere(zip).Root!.Element("sequence")!.Element("duration")!);
    }

    [Fact]
    public async Task A_list_of_edits_says_cuts_dissolves_names_and_notes()
    {
        var frames = _desk.Frames(3, durationMs: 2000).ToList();
        frames[1] = frames[1] with { Notes = "Rain here" };

        using var zip = await MakeAsync(frames, new ExportSettings { Fps = 24, FadeMs = 500 });

        Assert.Equal(
            """
            TITLE: Über den Dächern
            FCM: NON-DROP FRAME

            001  AX       V     C        00:00:00:00 00:00:01:12 01:00:00:00 01:00:01:12
            * FROM CLIP NAME: 001_Shot_1.png
            * COMMENT: 1 Shot 1

            002  AX       V     C        00:00:01:12 00:00:01:12 01:00:01:12 01:00:01:12
            002  AX       V     D    012 00:00:00:00 00:00:02:00 01:00:01:12 01:00:03:12
            * FROM CLIP NAME: 001_Shot_1.png
            * TO CLIP NAME: 002_Shot_2.png
            * COMMENT: 2 Shot 2
            * LOC: 01:00:02:00 YELLOW  Rain here

            003  AX       V     C        00:00:02:00 00:00:02:00 01:00:03:12 01:00:03:12
            003  AX       V     D    012 00:00:00:00 00:00:02:12 01:00:03:12 01:00:06:00
            * FROM CLIP NAME: 002_Shot_2.png
            * TO CLIP NAME: 003_Shot_3.png
            * COMMENT: 3 Shot 3

            """.ReplaceLineEndings("\r\n"),
            Text(zip, ".edl"));
    }

    [Fact]
    public async Task A_dissolve_lies_over_the_last_pictures_of_a_shot_as_in_the_film()
    {
        using var zip = await MakeAsync(_desk.Frames(2, durationMs: 1000), new ExportSettings { Fps = 24, FadeMs = 500 });

        var unit = new Fraction(1, 24);
        var spine = FinalCut(zip).Descendants("spine").Single().Elements().Select(item => (item.Name.LocalName, At: Pictures(item, "offset", unit) - 86400, Length: Pictures(item, "duration", unit)));
        Assert.Equal([("video", 0, 18), ("transition", 12, 12), ("video", 18, 30)], spine);
        var track = Premiere(zip).Descendants("track").Single().Elements().Where(item => item.Element("start") is not null).Select(item => (item.Name.LocalName, (int)item.Element("start")!, (int)item.Element("end")!));
        Assert.Equal([("clipitem", 0, -1), ("transitionitem", 12, 24), ("clipitem", -1, 48)], track);
    }

    // OpenShot stops at a track that does not say whether it is locked, and looks for the file under the address as it stands.
    [Fact]
    public async Task Every_track_says_that_it_is_on_and_open_and_addresses_of_plain_titles_need_no_decoding()
    {
        var frames = _desk.Frames(2).ToList();
        frames[1] = frames[1] with { Title = "50% off, don't [miss] it; (really)" };

        using var zip = await MakeAsync(frames, new ExportSettings { Fps = 24 });

        Assert.Equal([("TRUE", "FALSE")], Premiere(zip).Descendants("track").Select(track => (track.Element("enabled")!.Value, track.Element("locked")!.Value)));
        Assert.Equal(["./001_Shot_1.png", "./002_50__off__don_t__miss__it___really_.png"], Premiere(zip).Descendants("pathurl").Select(path => path.Value));
    }

    // Editors refuse an event of no length, and a dissolve that is all there is of a shot.
    [Fact]
    public async Task Shots_that_are_shorter_than_the_dissolve_keep_a_picture_of_their_own()
    {
        using var zip = await MakeAsync(_desk.Frames(3, durationMs: 100), new ExportSettings { Fps = 30, FadeMs = 500 });

        var unit = new Fraction(1, 30);
        var spine = FinalCut(zip).Descendants("spine").Single().Elements().Select(item => (item.Name.LocalName, At: Pictures(item, "offset", unit) - 108000, Length: Pictures(item, "duration", unit)));
        Assert.Equal([("video", 0, 2), ("transition", 1, 2), ("video", 2, 3), ("transition", 4, 2), ("video", 5, 4)], spine);
        Assert.Contains("001  AX       V     C        00:00:00:00 00:00:00:01 01:00:00:00 01:00:00:01", Text(zip, ".edl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_of_more_than_a_day_has_the_clock_begin_again()
    {
        using var zip = await MakeAsync(_desk.Frames(2, 8, 8, durationMs: 23 * 3_600_000), new ExportSettings { Fps = 25 });

        Assert.Contains("002  AX       V     C        00:00:00:00 23:00:00:00 00:00:00:00 23:00:00:00", Text(zip, ".edl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_editor_opens_becomes_a_png_and_what_is_not_there_is_passed_over_as_in_the_film()
    {
        var frames = _desk.Frames(3).ToList();
        _host.Images.Put("sequences/s/frame_002.webp", TestPictures.Save("webpsave_buffer", TestPng.Make(64, 48)));
        frames[1] = frames[1] with { RelativePath = "sequences/s/frame_002.webp" };
        _host.Images.Put(frames[2].RelativePath!, TestPng.Make(64, 48)[..60]);

        var export = await _desk.MakeAsync(ExportKind.Timeline, frames);
        using var zip = new ZipArchive(new MemoryStream(await _desk.BytesAsync(export)));

        Assert.Equal(["001_Shot_1.png", "002_Shot_2.png"], zip.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(".png", StringComparison.Ordinal)));
        Assert.Equal((64, 48), TestPictures.Size(Bytes(zip, "002_Shot_2.png")));
        Assert.Equal(2, FinalCut(zip).Descendants("video").Count());
        Assert.Contains("Frame 3: its picture cannot be read.", export.State.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_video_that_is_shorter_than_its_shot_lies_beside_a_picture_of_it()
    {
        MediaTools.Require();
        var film = await _desk.MakeAsync(ExportKind.Mp4, _desk.Frames(2, durationMs: 500));
        _host.Images.Put("sequences/s/film.mp4", await _desk.BytesAsync(film));
        var frames = _desk.Frames(2).Select(frame => frame with { RelativePath = "sequences/s/film.mp4" }).ToList();
        frames[1] = frames[1] with { DurationMs = 1500 };

        var export = await _desk.MakeAsync(ExportKind.Timeline, frames);
        using var zip = new ZipArchive(new MemoryStream(await _desk.BytesAsync(export)));

        Assert.Equal(["001_Shot_1.mp4", "002_Shot_2.mp4", "002_Shot_2.png"], zip.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith('0')).Order(StringComparer.Ordinal));
        Assert.Equal(["./001_Shot_1.mp4", "./002_Shot_2.png"], FinalCut(zip).Descendants("media-rep").Select(media => (string)media.Attribute("src")!));
        Assert.Equal("Frame 2: its video lasts 1 s and is seen for 1.5 s, so a picture of it is in the timeline; the video lies beside it.", Assert.Single(export.State.Warnings));
    }

    [Theory]
    [InlineData("24", 24, false)]
    [InlineData("23.976", 24, true)]
    [InlineData("23.98", 24, true)]
    [InlineData("29.97", 30, true)]
    [InlineData("59.94", 60, true)]
    [InlineData("12.5", null, false)]
    [InlineData("61", null, false)]
    [InlineData("0", null, false)]
    public void Rates_are_those_that_editors_know(string fps, int? nominal, bool isSlow) =>
        Assert.Equal(nominal is { } count ? new FrameRate(count, isSlow) : null, FrameRate.TryOf(decimal.Parse(fps, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void A_shot_that_is_shorter_than_a_picture_has_one_all_the_same()
    {
        var clock = new FrameClock(new FrameRate(10));

        Assert.Equal((1, 1, 8), (clock.Take(10), clock.Take(10), clock.Take(1000)));
    }

    private async Task<ZipArchive> MakeAsync(IReadOnlyList<ExportFrame> frames, ExportSettings settings) =>
        new(new MemoryStream(await _desk.BytesAsync(await _desk.MakeAsync(ExportKind.Timeline, frames, settings))));

    private static XDocument FinalCut(ZipArchive zip) => XDocument.Parse(Text(zip, ".fcpxml"));

    private static XDocument Premiere(ZipArchive zip) => XDocument.Parse(Text(zip, ".xml"));

    private static string Text(ZipArchive zip, string ending) =>
        Encoding.UTF8.GetString(Bytes(zip, zip.Entries.Single(entry => entry.FullName.EndsWith(ending, StringComparison.Ordinal)).FullName));

    private static byte[] Bytes(ZipArchive zip, string name)
    {
        using var content = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static long Pictures(XElement element, string attribute, Fraction unit)
    {
        var time = Fraction.Of((string)element.Attribute(attribute)!);
        var pictures = Math.DivRem(time.Top * unit.Bottom, time.Bottom * unit.Top, out var rest);
        Assert.True(rest == 0, $"{attribute} {(string)element.Attribute(attribute)!} ends within a picture.");
        return pictures;
    }

    private readonly record struct Fraction(long Top, long Bottom)
    {
        internal static Fraction Of(string time)
        {
            var parts = time.TrimEnd('s').Split('/').Select(part => long.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            return new Fraction(parts[0], parts.Length > 1 ? parts[1] : 1);
        }
    }
}
