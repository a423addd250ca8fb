using System.Globalization;
using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;

namespace ComfyStudio.Thumbnailer.Tests.Exports;

/// <summary>Frames whose take moves, in a film.</summary>
public sealed class ClipTests : IAsyncDisposable
{
    private const string Clip = "sequences/s/clip.mp4";

    private readonly ThumbnailerHost _host;
    private readonly ExportDesk _desk;

    public ClipTests(RedisServer redis) => _desk = new ExportDesk(_host = new ThumbnailerHost(redis));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    public async Task A_video_moves_for_the_time_of_its_shot_and_stands_still_where_it_is_too_short(int fps)
    {
        MediaTools.Require();
        await PutClipAsync();
        var frames = _desk.Frames(2, durationMs: 500);

        var seen = await FilmAsync([frames[0], frames[1] with { RelativePath = Clip, DurationMs = 700 }, frames[0] with { Number = 3 }, frames[1] with { Number = 4, RelativePath = Clip, DurationMs = 1500 }], new ExportSettings { Fps = fps });

        Assert.Equal(Runs(fps, ('a', 0.5), ('b', 0.5), ('c', 0.2), ('a', 0.5), ('b', 0.5), ('c', 1)), seen);
    }

    [Fact]
    public async Task A_video_begins_with_the_dissolve_that_leads_to_it()
    {
        MediaTools.Require();
        await PutClipAsync();
        var frames = _desk.Frames(2, durationMs: 500);

        var seen = await FilmAsync([frames[0], frames[1] with { RelativePath = Clip, DurationMs = 400 }], new ExportSettings { Fps = 10, FadeMs = 300 });

        // Five pictures of the first, three of which dissolve; two more of the video are b then.
        Assert.Equal("aa", seen[..2]);
        Assert.Equal("bbcc", seen[5..]);
    }

    [Theory]
    [InlineData(ExportKind.Webp, 10)]
    [InlineData(ExportKind.Gif, 10)]
    [InlineData(ExportKind.Webp, 5)]
    public async Task An_animated_picture_moves_too(ExportKind kind, int fps)
    {
        MediaTools.Require();
        var all = _desk.Frames(11, durationMs: 100);
        var stills = await BluesAsync(await _desk.MakeAsync(ExportKind.Mp4, all, new ExportSettings { Fps = 10 }));
        var path = $"sequences/s/moves.{kind.ToString().ToLowerInvariant()}";
        _host.Images.Put(path, await _desk.BytesAsync(await _desk.MakeAsync(kind, all)));

        var export = await _desk.MakeAsync(ExportKind.Mp4, [all[0] with { RelativePath = path, DurationMs = 1600 }], new ExportSettings { Fps = fps });

        var film = await BluesAsync(export);
        Assert.Equal(1.6 * fps, film.Length);
        var expected = Enumerable.Range(0, film.Length).Select(at => stills[Math.Min(at * 10 / fps, stills.Length - 1)]);
        Assert.Equal(11, stills.Distinct().Count());
        Assert.All(film.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - 8, pair.Second + 8));
        Assert.Empty(export.State.Warnings);
    }

    [Fact]
    public async Task The_number_is_on_every_picture_of_it()
    {
        MediaTools.Require();
        await PutClipAsync(640, 480);
        var frames = _desk.Frames(1, durationMs: 1000).Select(frame => frame with { RelativePath = Clip }).ToList();

        var plain = await CornersAsync(await _desk.MakeAsync(ExportKind.Mp4, frames, new ExportSettings { Fps = 10 }));
        var numbered = await CornersAsync(await _desk.MakeAsync(ExportKind.Mp4, frames, new ExportSettings { Fps = 10, BurnNumbers = true }));

        Assert.Equal(10, numbered.Length);
        Assert.All(plain.Zip(numbered), pair => Assert.True(pair.Second < pair.First - 20, $"{pair.Second} on {pair.First}"));
    }

    [Fact]
    public async Task One_that_cannot_be_played_is_a_picture_that_stands_still_and_says_so()
    {
        MediaTools.Require();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        _host.With("Thumbnails:Ffmpeg", Picky(_host, "echo 'Its pictures are broken' >&2; exit 1"));
        await PutClipAsync();

        var export = await _desk.MakeAsync(ExportKind.Mp4, [.. _desk.Frames(1, durationMs: 1000).Select(frame => frame with { RelativePath = Clip })], new ExportSettings { Fps = 10 });

        await _desk.BytesAsync(export);
        Assert.Equal("Frame 1: its video breaks off and stands still from there: Its pictures are broken", Assert.Single(export.State.Warnings));
        Assert.Equal(10, (await BluesAsync(export)).Length);
    }

    [Fact]
    public async Task One_that_is_just_coming_ends_with_its_film()
    {
        MediaTools.Require();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        var number = Path.Join(_host.Images.Path, "player");
        _host.With("Thumbnails:Ffmpeg", Picky(_host, $"echo $$ > '{number}'; exec sleep 600"));
        await PutClipAsync();
        var frames = _desk.Frames(2, durationMs: 500);
        var order = _desk.Order(ExportKind.Mp4, [frames[0], frames[1] with { RelativePath = Clip }], new ExportSettings { Fps = 10, FadeMs = 200 });

        _desk.Shelf.Put(order);
        await _desk.WakeAsync();
        await Eventually.TrueAsync(() => File.Exists(number) && File.ReadAllText(number).EndsWith('\n'), Token);
        _desk.Shelf.Cancel(order.Id);

        await Eventually.TrueAsync(() => MediaTools.HasEnded(int.Parse(File.ReadAllText(number), CultureInfo.InvariantCulture)), Token);
    }

    /// <summary>An ffmpeg that does something else when it is to play: only that asks for rgb24.</summary>
    private static string Picky(ThumbnailerHost host, string instead) =>
        ExportDesk.Script(host, $"#!/bin/sh\ncase \"$*\" in *rgb24*) {instead};; esac\nexec ffmpeg \"$@\"\n");

    /// <summary>A second of video: half of it the picture b, half of it c.</summary>
    private async Task PutClipAsync(int width = 64, int height = 48)
    {
        var halves = _desk.Frames(3, width, height, durationMs: 500).Skip(1).ToList();
        _host.Images.Put(Clip, await _desk.BytesAsync(await _desk.MakeAsync(ExportKind.Mp4, halves, new ExportSettings { Fps = 10 })));
    }

    /// <returns>A letter for each picture of the film, the bluer the later in the alphabet; a dot for what is none of three.</returns>
    private async Task<string> FilmAsync(IReadOnlyList<ExportFrame> frames, ExportSettings settings)
    {
        var stills = await BluesAsync(await _desk.MakeAsync(ExportKind.Mp4, _desk.Frames(3, durationMs: 100), new ExportSettings { Fps = 10 }));
        var film = await BluesAsync(await _desk.MakeAsync(ExportKind.Mp4, frames, settings));
        return string.Concat(film.Select(blue => Array.FindIndex(stills, still => Math.Abs(still - blue) <= 6) is >= 0 and var found ? "abc"[found] : '.'));
    }

    private static string Runs(int fps, params (char Picture, double Seconds)[] runs) =>
        string.Concat(runs.Select(run => new string(run.Picture, (int)(run.Seconds * fps))));

    /// <returns>How green each picture is where its number would be.</returns>
    private async Task<byte[]> CornersAsync(Export export) => [.. (await ColoursAsync(export, "crop=24:24:8:ih-44")).Select(colour => colour[1])];

    /// <returns>How blue each picture is: in the pictures of these tests only that differs.</returns>
    private async Task<byte[]> BluesAsync(Export export) => [.. (await ColoursAsync(export, "null")).Select(colour => colour[2])];

    /// <param name="filter">What it leaves of each picture counts, in the mean.</param>
    private async Task<IEnumerable<byte[]>> ColoursAsync(Export export, string filter)
    {
        await _desk.BytesAsync(export);
        var colours = await MediaTools.ReadAsync(
            "ffmpeg", "-v", "error", "-i", _desk.Shelf.FileOf(export)!, "-vf", $"{filter},scale=1:1:flags=area", "-pix_fmt", "rgb24", "-f", "rawvideo", "-");
        return colours.Chunk(3);
    }
}
