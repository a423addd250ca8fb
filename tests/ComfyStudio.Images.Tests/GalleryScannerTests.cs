using ComfyStudio.Images.Storage;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Images.Tests;

public sealed class GalleryScannerTests : IDisposable
{
    private readonly TestImagesFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_of_before_and_of_now_are_seen_without_anyone_asking()
    {
        _folder.Put("x/before.png", TestPng.Make());
        using var host = Build();
        await host.StartAsync(Token);
        var index = host.Services.GetRequiredService<ImageIndex>();
        await UntilAsync(() => index.Status.Count == 1);

        var now = _folder.Put("y/now.png", TestPng.Make());
        await UntilAsync(() => index.Status.Count == 2);
        _folder.Put("y/now.txt", "an afterthought"u8.ToArray());
        await UntilAsync(() => index.Find(ImageId.Of("y/now.png"))?.Making?.Prompt == "an afterthought");
        File.Delete(now);
        await UntilAsync(() => index.Status.Count == 1);

        await host.StopAsync(Token);
    }

    [Fact]
    public async Task What_a_killed_process_left_half_written_is_removed_once_it_is_old_and_never_while_somebody_writes_it()
    {
        var old = _folder.Put("x/.thumbnails/.tmp-old", [1]);
        var fresh = _folder.Put("x/.tmp-fresh", [1]);
        using var slow = TemporaryFile.Create(Path.Join(_folder.Path, "x"), TimeProvider.System);
        var written = Directory.GetFiles(Path.Join(_folder.Path, "x"), ".tmp-*").Single(path => path != fresh);
        foreach (var path in new[] { old, written })
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        using var host = Build();

        await host.StartAsync(Token);

        await UntilAsync(() => !File.Exists(old));
        Assert.True(File.Exists(fresh));
        Assert.True(File.Exists(written));
        await host.StopAsync(Token);
    }

    [Theory]
    [InlineData("", "Images")]
    [InlineData("relative/path", "Images:Root must be a full path")]
    [InlineData("/etc/hostname", "Images:Root must be a folder")]
    public async Task A_root_that_cannot_be_one_stops_the_start(string path, string expected)
    {
        using var host = Build(path);

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tilde_is_the_home_of_the_user() =>
        Assert.Equal(
            Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "images/outputs"), new ImagesOptions().FullRoot);

    private IHost Build(string? root = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Images:Root"] = root ?? _folder.Path;
        builder.Configuration["Images:SweepInterval"] = "00:00:02";
        builder.AddImageIndex();
        return builder.Build();
    }

    // The scanner runs by itself; there is nothing to await but its effect.
    private static Task UntilAsync(Func<bool> condition) => Eventually.TrueAsync(condition, Token);
}
