using System.IO.Compression;
using ComfyStudio.Api.Gallery.Acts;
using ComfyStudio.Images;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Gallery.Acts;

public sealed class ArchiveWriterTests(RedisServer redis) : IAsyncLifetime
{
    // The format's first edition counts to 65 535.
    private const int Many = 66_000;

    private StudioApi _api = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task More_images_than_a_ZIP_once_could_hold_are_all_in_it()
    {
        _api.Images.Put("a.png", TestPng.Make(8, 8));
        var images = Enumerable.Repeat(Image("a.png"), Many);
        using var output = new MemoryStream();

        await _api.Get<ArchiveWriter>().WriteAsync(new Archive(images, HasSidecars: false), output, Token);

        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, Token);
        Assert.Equal(Many, zip.Entries.Count);
        Assert.Equal($"a ({Many}).png", zip.Entries[^1].FullName);
        Assert.Equal(Many, zip.Entries.Select(entry => entry.FullName).Distinct().Count());
    }

    private static ImageRecord Image(string path) => new()
    {
        Id = ImageId.Of(path),
        RelativePath = path,
        Bytes = 0,
        Width = 8,
        Height = 8,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Version = "1",
    };
}
