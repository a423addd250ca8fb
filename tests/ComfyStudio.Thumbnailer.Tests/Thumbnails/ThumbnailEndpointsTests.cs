using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComfyStudio.Images;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Thumbnailer.Thumbnails;
using Microsoft.Extensions.DependencyInjection;

namespace ComfyStudio.Thumbnailer.Tests.Thumbnails;

public sealed class ThumbnailEndpointsTests(RedisServer redis) : IAsyncLifetime
{
    private readonly ThumbnailerHost _host = new(redis);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Asking_for_one_size_makes_all_of_them_in_one_go()
    {
        _host.Images.Put("2026-11-21/a/001.png", TestPng.Make(900, 600));

        var answer = await _host.AskAsync("2026-11-21/a/001.png", "v1", 640);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var made = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("relativePath").GetString();
        Assert.Equal(ThumbnailSpec.RelativePath("2026-11-21/a/001.png", 640, "v1"), made);
        Assert.All(ThumbnailSpec.Sizes, size => Assert.True(_host.Has("2026-11-21/a/001.png", "v1", size)));
    }

    [Fact]
    public async Task Asking_again_leaves_the_files_alone_and_makes_only_what_is_missing()
    {
        _host.Images.Put("a.png", TestPng.Make(900, 600));
        await _host.AskAsync("a.png", "v1", 300);
        var kept = Path.Join(_host.Images.Path, ThumbnailSpec.RelativePath("a.png", 300, "v1"));
        await File.WriteAllBytesAsync(kept, [1], Token);
        File.Delete(Path.Join(_host.Images.Path, ThumbnailSpec.RelativePath("a.png", 640, "v1")));

        await _host.AskAsync("a.png", "v1", 640);

        Assert.Equal([1], await File.ReadAllBytesAsync(kept, Token));
        Assert.True(_host.Has("a.png", "v1", 640));
    }

    [Theory]
    [InlineData("missing.png")]
    [InlineData("../outside.png")]
    [InlineData("/etc/passwd")]
    public async Task An_image_that_is_not_below_the_root_is_not_found(string relativePath)
    {
        _host.Images.Put("a.png", TestPng.Make());
        await File.WriteAllBytesAsync(Path.Join(_host.Images.Path, "../outside.png"), TestPng.Make(), Token);

        var answer = await _host.AskAsync(relativePath);

        await AssertProblemAsync(answer, HttpStatusCode.NotFound, "/problems/image-missing");
    }

    [Fact]
    public async Task A_damaged_image_is_a_problem_and_is_not_tried_again_until_it_changes()
    {
        var png = TestPng.Make(900, 600);
        var path = _host.Images.Put("bad.png", png[..(png.Length / 2)]);
        await AssertProblemAsync(await _host.AskAsync("bad.png"), HttpStatusCode.UnprocessableEntity, "/problems/image-damaged");

        // Nothing reads it now: with the same size and time it could be whole and would still be refused.
        var time = File.GetLastWriteTimeUtc(path);
        await File.WriteAllBytesAsync(path, [.. TestPng.Make(10, 10), .. new byte[(png.Length / 2) - TestPng.Make(10, 10).Length]], Token);
        File.SetLastWriteTimeUtc(path, time);
        await AssertProblemAsync(await _host.AskAsync("bad.png"), HttpStatusCode.UnprocessableEntity, "/problems/image-damaged");

        _host.Images.Put("bad.png", png);
        Assert.Equal(HttpStatusCode.OK, (await _host.AskAsync("bad.png")).StatusCode);
    }

    [Fact]
    public async Task A_picture_that_would_fill_the_memory_is_a_problem()
    {
        _host.Images.Put("bomb.png", TestPng.MakeHeaderOnly(60_000, 60_000));

        await AssertProblemAsync(await _host.AskAsync("bomb.png"), HttpStatusCode.UnprocessableEntity, "/problems/image-damaged");
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_even_read()
    {
        _host.With("Thumbnails:MaxBytes", "1000").Images.Put("large.png", TestPng.Make(900, 600));

        await AssertProblemAsync(await _host.AskAsync("large.png"), HttpStatusCode.UnprocessableEntity, "/problems/image-damaged");
    }

    [Theory]
    [InlineData("a.png", "v", 299)]
    [InlineData("a.png", "", 300)]
    [InlineData("", "v", 300)]
    public async Task What_makes_no_sense_is_refused(string relativePath, string version, int size)
    {
        await AssertProblemAsync(await _host.AskAsync(relativePath, version, size), HttpStatusCode.BadRequest, type: null);
    }

    [Fact]
    public async Task When_too_many_wait_the_next_is_turned_away_with_a_time_to_come_back()
    {
        _host.With("Thumbnails:MaxRunning", "1").With("Thumbnails:MaxWaiting", "0").Images.Put("a.png", TestPng.Make());
        using var place = await _host.Services.GetRequiredService<WorkGate>().EnterAsync(Token);

        var answer = await _host.AskAsync("a.png");

        await AssertProblemAsync(answer, HttpStatusCode.ServiceUnavailable, "/problems/thumbnailer-busy");
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Many_who_ask_at_once_for_one_image_all_get_it()
    {
        _host.With("Thumbnails:MaxRunning", "1").With("Thumbnails:MaxWaiting", "0").Images.Put("a.png", TestPng.Make(1500, 1500));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _host.AskAsync("a.png")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task A_root_that_vanished_is_a_problem_and_is_not_made_anew()
    {
        _host.Images.Put("a.png", TestPng.Make());
        await _host.AskAsync("a.png", "v1");
        File.Delete(Path.Join(_host.Images.Path, ".comfystudio"));

        await AssertProblemAsync(await _host.AskAsync("a.png", "v2"), HttpStatusCode.ServiceUnavailable, "/problems/images-offline");
    }

    [Fact]
    public async Task Health_tells_which_libvips_was_loaded()
    {
        var answer = await _host.CreateClient().GetAsync("/health", Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string? type)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        if (type is not null)
            Assert.Equal(type, (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("type").GetString());
    }
}
