using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;

namespace ComfyStudio.Thumbnailer.Tests.Exports;

public sealed class ExportRunnerTests : IAsyncDisposable
{
    private readonly ThumbnailerHost _host;
    private readonly ExportDesk _desk;

    public ExportRunnerTests(RedisServer redis) => _desk = new ExportDesk(_host = new ThumbnailerHost(redis));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_was_asked_for_is_made_and_nothing_half_done_stays()
    {
        var export = await _desk.MakeAsync(ExportKind.Zip, _desk.Frames(3));

        Assert.Equal((3, 3, 1), (export.State.Done, export.State.Total, export.State.Starts));
        Assert.Equal(["export.json", "result.zip", "state.json"], _desk.FilesOf(export.Order.Id));
    }

    [Fact]
    public async Task An_export_that_was_asked_for_while_nobody_worked_is_made_at_the_next_start()
    {
        var order = _desk.Order(ExportKind.Zip, _desk.Frames(2));
        await _host.RestartAsync();
        new ExportShelf(_host.Images.Open(), TimeProvider.System).Put(order);

        Assert.Equal(ExportStatus.Done, (await _desk.EndedAsync(order.Id)).State.Status);
    }

    [Fact]
    public async Task A_killed_process_leaves_an_export_that_the_next_one_makes_whole()
    {
        // As a kill leaves it: it runs, and half of it lies there.
        var order = _desk.Order(ExportKind.Webp, _desk.Frames(2));
        await _host.RestartAsync();
        var shelf = new ExportShelf(_host.Images.Open(), TimeProvider.System);
        shelf.Put(order);
        shelf.Note(order.Id, new ExportState(ExportStatus.Running, 1, 2) { Starts = 1 });
        await File.WriteAllTextAsync(Path.Join(shelf.BeginWork(order.Id), "result.webp"), "half", Token);

        var export = await _desk.EndedAsync(order.Id);

        Assert.Equal((ExportStatus.Done, 2), (export.State.Status, export.State.Starts));
        Assert.Equal(["export.json", "result.webp", "state.json"], _desk.FilesOf(order.Id));
        Assert.Equal((64, 48), Vips.TestPictures.Size(await _desk.BytesAsync(export)));
    }

    [Fact]
    public async Task One_that_ends_the_process_each_time_is_given_up_and_says_so()
    {
        var order = _desk.Order(ExportKind.Zip, _desk.Frames(1));
        await _host.RestartAsync();
        var shelf = new ExportShelf(_host.Images.Open(), TimeProvider.System);
        shelf.Put(order);
        shelf.Note(order.Id, new ExportState(ExportStatus.Running, 0, 1) { Starts = 3 });

        var export = await _desk.EndedAsync(order.Id);

        Assert.Equal(ExportStatus.Failed, export.State.Status);
        Assert.Contains("3 times", export.State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_one_stops_and_what_it_had_begun_goes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        var order = _desk.Order(ExportKind.Mp4, _desk.Frames(2), null);
        var begun = Path.Join(_host.Images.Path, "begun");
        _host.With("Thumbnails:Ffmpeg", ExportDesk.Script(_host, $"#!/bin/sh\ntouch '{begun}'\nexec sleep 600\n"));
        await _host.RestartAsync();
        _desk.Shelf.Put(order);
        await _desk.WakeAsync();
        await Eventually.TrueAsync(() => File.Exists(begun), Token);

        _desk.Shelf.Cancel(order.Id);

        Assert.Equal(ExportStatus.Cancelled, _desk.Shelf.Find(order.Id)!.State.Status);
        await Eventually.TrueAsync(() => _desk.FilesOf(order.Id).All(file => !file.StartsWith("work-", StringComparison.Ordinal)), Token);
    }

    [Fact]
    public async Task Without_a_single_picture_there_is_nothing_to_export_and_it_says_so()
    {
        var export = await _desk.MakeAsync(ExportKind.Pdf, [new ExportFrame(1, "Lost", "sequences/s/gone.png", 1000), new ExportFrame(2, "Never", null, 1000)]);

        Assert.Equal(ExportStatus.Failed, export.State.Status);
        Assert.Contains("None of the frames has a picture", export.State.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExportKind.Pdf)]
    [InlineData(ExportKind.Sheet)]
    [InlineData(ExportKind.Zip)]
    [InlineData(ExportKind.Webp)]
    public async Task A_picture_that_is_gone_or_damaged_is_named_and_the_rest_is_exported(ExportKind kind)
    {
        _host.Images.Put("sequences/s/broken.png", "no picture"u8.ToArray());
        var frames = _desk.Frames(3).Append(new ExportFrame(4, "Lost", "sequences/s/gone.png", 1000)).Append(new ExportFrame(5, "Broken", "sequences/s/broken.png", 1000));

        var export = await _desk.MakeAsync(kind, [.. frames]);

        Assert.NotEmpty(await _desk.BytesAsync(export));
        Assert.Single(export.State.Warnings, warning => warning.StartsWith("Frame 4:", StringComparison.Ordinal));
        Assert.Equal(kind is ExportKind.Zip ? 0 : 1, export.State.Warnings.Count(warning => warning.StartsWith("Frame 5:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ended_ones_are_removed_after_their_time_and_waiting_ones_are_not()
    {
        await _desk.MakeAsync(ExportKind.Zip, _desk.Frames(1));
        var waiting = _desk.Order(ExportKind.Zip, _desk.Frames(1));
        await _host.RestartAsync();
        var later = new ExportShelf(_host.Images.Open(), new ShiftedTime(TimeSpan.FromDays(8)));
        later.Put(waiting);

        Assert.Equal(1, later.Tidy(TimeSpan.FromDays(7)));

        Assert.Equal([waiting.Id], later.List().Select(export => export.Order.Id));
    }

    private sealed class ShiftedTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
