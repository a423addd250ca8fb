using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Thumbnailer.Tests.Exports;
using ComfyStudio.Thumbnailer.Thumbnails;
using Microsoft.Extensions.DependencyInjection;

namespace ComfyStudio.Thumbnailer.Tests.Backlog;

public sealed class ThumbnailBacklogTests(RedisServer redis) : IAsyncLifetime
{
    private readonly ThumbnailerHost _host = new ThumbnailerHost(redis).WithBacklog().With("Thumbnails:BacklogInterval", "00:00:01");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_nobody_asked_for_is_made_and_told()
    {
        for (var i = 0; i < 5; i++)
            _host.Images.Put($"2026-11-2{i}/a/1.png", TestPng.Make(400, 300, (byte)i));

        await StatusAsync(status => (string)status["state"]! == "Resting" && (int)status["done"]! == 5);

        for (var i = 0; i < 5; i++)
            Assert.Equal(ThumbnailSpec.Sizes.Count, Thumbnails($"2026-11-2{i}/a").Count);
        var placeholders = new ImagePlaceholders(_host.Images.Open(), TimeProvider.System);
        Assert.NotNull(placeholders.Find("2026-11-20/a/1.png", VersionOf("2026-11-20/a/1.png")));
    }

    [Fact]
    public async Task What_is_there_already_is_not_made_again_after_a_restart()
    {
        _host.Images.Put("1.png", TestPng.Make(400, 300));
        await StatusAsync(status => (int)status["done"]! == 1);
        var kept = Path.Join(_host.Images.Path, ThumbnailSpec.RelativePath("1.png", 300, VersionOf("1.png")));
        await File.WriteAllBytesAsync(kept, [1], Token);
        await _host.RestartAsync();
        _host.Images.Put("2.png", TestPng.Make(400, 300, 7));

        await StatusAsync(status => (int)status["done"]! == 2);

        Assert.Equal([1], await File.ReadAllBytesAsync(kept, Token));
    }

    [Fact]
    public async Task Thumbnails_of_images_that_are_gone_go_too()
    {
        _host.Images.Put("a/1.png", TestPng.Make(400, 300));
        var orphan = _host.Images.Put("a/.thumbnails/gone.png.300.0123456789abcdef.webp", [1]);
        var lonely = _host.Images.Put("b/.thumbnails/gone.png.300.0123456789abcdef.webp", [1]);
        var fresh = _host.Images.Put("a/.thumbnails/new.png.300.0123456789abcdef.webp", [1]);
        foreach (var old in new[] { orphan, lonely })
            File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1));

        await StatusAsync(status => (int)status["done"]! == 1);

        Assert.False(File.Exists(orphan));
        Assert.False(Directory.Exists(Path.GetDirectoryName(lonely)));
        Assert.True(File.Exists(fresh));
    }

    [Fact]
    public async Task A_damaged_image_is_counted_and_is_not_tried_after_every_start()
    {
        _host.Images.Put("bad.png", TestPng.Make(900, 600)[..500]);
        _host.Images.Put("good.png", TestPng.Make(400, 300));
        await StatusAsync(status => (int)status["failed"]! == 1 && (int)status["done"]! == 1);
        await _host.RestartAsync();

        // It would be whole now: with the same size and time, nobody looks.
        var path = Path.Join(_host.Images.Path, "bad.png");
        var time = File.GetLastWriteTimeUtc(path);
        await File.WriteAllBytesAsync(path, [.. TestPng.Make(4, 4), .. new byte[500 - TestPng.Make(4, 4).Length]], Token);
        File.SetLastWriteTimeUtc(path, time);

        var status = await StatusAsync(status => (string)status["state"]! == "Resting" && (int)status["images"]! == 2);
        Assert.Equal(1, (int)status["failed"]!);
    }

    [Fact]
    public async Task While_somebody_waits_for_a_thumbnail_it_holds_back()
    {
        _host.With("Thumbnails:MaxRunning", "2");
        var place = await _host.Services.GetRequiredService<WorkGate>().EnterAsync(Token);
        _host.Images.Put("1.png", TestPng.Make(400, 300));

        var status = await StatusAsync(status => (bool)status["isPaused"]!);
        Assert.Equal(1, (int)status["missing"]!);
        Assert.Empty(Thumbnails(""));

        place!.Dispose();
        await StatusAsync(status => (int)status["done"]! == 1);
    }

    [Fact]
    public async Task While_an_export_is_made_it_holds_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for ffmpeg is a shell script.");
        var begun = Path.Join(_host.Images.Path, "begun");
        _host.With("Thumbnails:Ffmpeg", ExportDesk.Script(_host, $"#!/bin/sh\ntouch '{begun}'\nexec sleep 600\n"));
        var desk = new ExportDesk(_host);
        var frames = desk.Frames(2);
        await StatusAsync(status => (int)status["done"]! == frames.Count);
        var order = desk.Order(ExportKind.Mp4, frames);
        desk.Shelf.Put(order);
        await desk.WakeAsync();
        await Eventually.TrueAsync(() => File.Exists(begun), Token);
        _host.Images.Put("1.png", TestPng.Make(400, 300));

        await StatusAsync(status => (bool)status["isPaused"]! && (int)status["missing"]! == 1);
        Assert.Empty(Thumbnails(""));

        desk.Shelf.Cancel(order.Id);
        await StatusAsync(status => (int)status["done"]! == frames.Count + 1);
    }

    [Fact]
    public async Task While_an_engine_renders_it_works_with_long_rests()
    {
        await using var studio = new ServiceCollection().AddJobs(redis.ConnectionString, options => options.Queue = _host.Queue).BuildServiceProvider();
        await RenderAsync(studio.GetRequiredService<JobQueue>());
        for (var i = 0; i < 40; i++)
            _host.Images.Put($"{i:00}.png", TestPng.Make(1500, 1500, (byte)i));

        await StatusAsync(status => (string)status["state"]! == "Slowed");
        await StatusAsync(status => (int)status["done"]! >= 2);
    }

    [Fact]
    public async Task A_root_that_is_away_is_waited_for()
    {
        var marker = Path.Join(_host.Images.Path, ".comfystudio");
        var identity = await File.ReadAllTextAsync(marker, Token);
        _host.CreateClient();
        File.Delete(marker);
        _host.Images.Put("1.png", TestPng.Make(400, 300));
        await StatusAsync(status => (string)status["state"]! == "Offline");

        await File.WriteAllTextAsync(marker, identity, Token);

        await StatusAsync(status => (int)status["done"]! == 1);
    }

    private IReadOnlyList<string> Thumbnails(string folder) =>
        [.. _host.Images.Files().Where(file => Path.GetDirectoryName(file) == Path.Join(folder, ".thumbnails") && file.EndsWith(".webp", StringComparison.Ordinal))];

    private string VersionOf(string relativePath)
    {
        var file = new FileInfo(Path.Join(_host.Images.Path, relativePath));
        return ImageVersion.OfFile(file.Length, file.LastWriteTimeUtc);
    }

    private Task<JsonNode> StatusAsync(Func<JsonNode, bool> holds) => Eventually.FindAsync<JsonNode>(
        async () =>
        {
            var status = JsonNode.Parse(await _host.CreateClient().GetStringAsync("/thumbnails/status", Token))!;
            return holds(status) ? status : null;
        },
        Token);

    /// <summary>A job that some engine works on.</summary>
    private static async Task RenderAsync(JobQueue queue)
    {
        var spec = new JobSpec
        {
            Id = JobId.New(TimeProvider.System),
            GroupId = GroupId.New(TimeProvider.System),
            Index = 0,
            Owner = "local",
            TemplateId = "text_to_image_sdxl",
            TemplateVersion = "1",
            Slots = new Dictionary<string, JsonElement>(),
            Graph = JsonSerializer.SerializeToElement(new { }),
            Requirements = new JobRequirements(null, [], []),
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        var group = new JobGroup { Id = spec.GroupId, Owner = spec.Owner, Kind = "generation", CreatedAt = spec.CreatedAt, Jobs = [spec.Id] };
        await queue.EnqueueAsync(group, [spec], idempotency: null, Token);
        var ready = await queue.ReadyAsync("gpu-1", Token);
        Assert.NotNull(await queue.ClaimAsync(new ClaimRequest("engine", "worker", [.. ready.Select(one => one.Key)]), Token));
    }
}
