using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using Microsoft.Extensions.DependencyInjection;

namespace ComfyStudio.Thumbnailer.Tests.Exports;

/// <summary>Asks the running program for exports as the Api does: by writing them where it looks.</summary>
internal sealed class ExportDesk(ThumbnailerHost host)
{
    public ExportShelf Shelf => host.Services.GetRequiredService<ExportShelf>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Frames with a picture each, of different shades.</summary>
    public IReadOnlyList<ExportFrame> Frames(int count, int width = 64, int height = 48, int durationMs = 400) =>
    [
        .. Enumerable.Range(1, count).Select(number =>
        {
            var path = $"sequences/s/frame_{number:000}.png";
            host.Images.Put(path, TestPng.Make(width, height, shade: (byte)(number * 20)));
            return new ExportFrame(number, $"Shot {number}", path, durationMs);
        }),
    ];

    public ExportOrder Order(ExportKind kind, IReadOnlyList<ExportFrame> frames, ExportSettings? settings = null) =>
        new(Shelf.NewId(), "local", kind, "Über den Dächern", DateTimeOffset.UnixEpoch, frames) { Settings = settings ?? new() };

    public Task<Export> MakeAsync(ExportKind kind, IReadOnlyList<ExportFrame> frames, ExportSettings? settings = null) => MakeAsync(Order(kind, frames, settings));

    public async Task<Export> MakeAsync(ExportOrder order)
    {
        Shelf.Put(order);
        await WakeAsync();
        return await EndedAsync(order.Id);
    }

    public async Task<byte[]> BytesAsync(Export export)
    {
        Assert.True(export.State.Status is ExportStatus.Done, export.State.Problem);
        var bytes = await File.ReadAllBytesAsync(Shelf.FileOf(export)!, Token);
        Assert.Equal(bytes.Length, export.State.Bytes);
        return bytes;
    }

    public Task<Export> EndedAsync(string id) =>
        Eventually.FindAsync(() => Task.FromResult(Shelf.Find(id) is { State.IsOpen: false } export ? export : null), Token);

    public async Task WakeAsync() => (await host.CreateClient().PostAsync("/exports/wake", null, Token)).EnsureSuccessStatusCode();

    /// <summary>A program that stands in for another.</summary>
    public static string Script(ThumbnailerHost host, string text)
    {
        var path = host.Images.Put(".stand-in", System.Text.Encoding.UTF8.GetBytes(text));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }

    public IReadOnlyList<string> FilesOf(string id) => [.. host.Images.Files().Where(file => file.StartsWith($".exports/{id}/", StringComparison.Ordinal)).Select(file => file[(10 + id.Length)..])];
}
