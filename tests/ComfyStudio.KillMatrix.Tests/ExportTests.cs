using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests;

/// <summary>The Thumbnailer is killed while it makes an export.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new();
    private readonly TestImagesFolder _images = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ExportShelf Shelf => new(_images.Open(), TimeProvider.System);

    public ValueTask InitializeAsync()
    {
        _images.Made();
        return _redis.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        _images.Dispose();
    }

    [Fact]
    public async Task A_film_that_was_half_made_is_made_whole_by_the_next_start_and_ffmpeg_does_not_stay_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        Assert.SkipUnless(HasFfmpeg, "No ffmpeg on this machine.");
        var (begun, ended) = (Path.Join(_images.Path, ".begun"), Path.Join(_images.Path, ".ended"));

        // It takes what it gets a little at a time, so that the kill meets it at work, and ends only when nobody gives it more and no pipe holds more.
        await using var thumbnailer = Thumbnailer(Script($"#!/bin/sh\ntouch '{begun}'\nwhile [ \"$(head -c 65536 | wc -c)\" -gt 0 ]; do sleep 0.2; done\ntouch '{ended}'\n"));
        await thumbnailer.StartAsync(Token);
        var order = Order(frames: 4);
        Shelf.Put(order);
        await Eventually.TrueAsync(() => File.Exists(begun), Token);

        await thumbnailer.KillAsync();
        await Eventually.TrueAsync(() => File.Exists(ended), Token);
        Assert.Equal(ExportStatus.Running, Shelf.Find(order.Id)!.State.Status);
        thumbnailer.Settings.Remove("Thumbnails__Ffmpeg");
        await thumbnailer.StartAsync(Token);

        var export = await Eventually.FindAsync(() => Task.FromResult(Shelf.Find(order.Id) is { State.IsOpen: false } done ? done : null), Token);
        Assert.True(export.State.Status is ExportStatus.Done, export.State.Problem);
        Assert.Equal(2, export.State.Starts);
        Assert.Equal("ftyp"u8.ToArray(), (await File.ReadAllBytesAsync(Shelf.FileOf(export)!, Token))[4..8]);
        Assert.DoesNotContain(_images.Files(), file => file.Contains("work-", StringComparison.Ordinal) || file.Contains(".tmp-", StringComparison.Ordinal));
    }

    private static bool HasFfmpeg =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, "ffmpeg")));

    private StudioProgram Thumbnailer(string ffmpeg) => new("thumbnailer", "ComfyStudio.Thumbnailer",
    [
        new("ConnectionStrings__redis", _redis.ConnectionString), new("Jobs__Queue", "exports"), new("Images__Root", _images.Path), new("Thumbnails__Ffmpeg", ffmpeg),
        new("Exports__LookInterval", "00:00:00.1"),
    ]);

    private ExportOrder Order(int frames) => new(Shelf.NewId(), "local", ExportKind.Mp4, "Killed", TimeProvider.System.GetUtcNow(), [.. Enumerable.Range(1, frames).Select(number =>
    {
        _images.Put($"frames/{number}.png", TestPng.Make(256, 256, shade: (byte)number));
        return new ExportFrame(number, "", $"frames/{number}.png", DurationMs: 500);
    })]);

    private string Script(string text)
    {
        var path = _images.Put(".ffmpeg", System.Text.Encoding.UTF8.GetBytes(text));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
