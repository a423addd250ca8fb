using System.Globalization;
using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;

namespace ComfyStudio.Thumbnailer.Tests.Exports;

public sealed class AnimaticTests : IAsyncDisposable
{
    private readonly ThumbnailerHost _host;
    private readonly ExportDesk _desk;

    public AnimaticTests(RedisServer redis) => _desk = new ExportDesk(_host = new ThumbnailerHost(redis));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Each_shot_lasts_as_long_as_it_should_and_fades_do_not_change_that()
    {
        MediaTools.Require();
        var frames = _desk.Frames(3).Select((frame, at) => frame with { DurationMs = 500 + (500 * at) }).ToList();

        var export = await _desk.MakeAsync(ExportKind.Mp4, frames, new ExportSettings { Fps = 10, FadeMs = 300, BurnNumbers = true });

        await _desk.BytesAsync(export);
        Assert.Equal("h264,64,48,30", await ProbeAsync(_desk.Shelf.FileOf(export)!));
    }

    [Fact]
    public async Task Without_ffmpeg_the_problem_says_what_to_install()
    {
        _host.With("Thumbnails:Ffmpeg", "/nowhere/ffmpeg");

        var export = await _desk.MakeAsync(ExportKind.Mp4, _desk.Frames(2));

        Assert.Equal(ExportStatus.Failed, export.State.Status);
        Assert.Contains("apt-get install ffmpeg", export.State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ffmpeg_complains_of_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        _host.With("Thumbnails:Ffmpeg", ExportDesk.Script(_host, "#!/bin/sh\necho 'No space left on device' >&2\nexit 1\n"));

        var export = await _desk.MakeAsync(ExportKind.Mp4, _desk.Frames(2, 512, 512));

        Assert.Equal(ExportStatus.Failed, export.State.Status);
        Assert.Contains("No space left on device", export.State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_takes_too_long_is_ended_with_what_it_started()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        var children = Path.Join(_host.Images.Path, "children");
        _host.With("Exports:WorkTime", "00:00:01").With("Thumbnails:Ffmpeg", ExportDesk.Script(_host, $"#!/bin/sh\nsleep 600 &\necho $! > '{children}'\nwait\n"));

        var export = await _desk.MakeAsync(ExportKind.Mp4, _desk.Frames(2, 512, 512));

        Assert.Equal(ExportStatus.Failed, export.State.Status);
        Assert.Contains("Exports:WorkTime", export.State.Problem, StringComparison.Ordinal);
        var child = int.Parse(await File.ReadAllTextAsync(children, Token), CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(() => MediaTools.HasEnded(child), Token);
    }

    private static Task<string> ProbeAsync(string path) =>
        MediaTools.SayAsync("ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries", "stream=codec_name,width,height,nb_read_frames", "-of", "csv=p=0", path);
}
