using ComfyStudio.Images;
using Microsoft.AspNetCore.Http;

namespace ComfyStudio.Api.Tests.Gallery;

/// <summary>Stands in for the Thumbnailer: writes a few bytes where the thumbnail belongs, or answers as it is told.</summary>
internal sealed class FakeThumbnailer : IAsyncDisposable
{
    private readonly LoopbackServer _server;

    private FakeThumbnailer() => _server = new LoopbackServer("/thumbnails", MakeAsync)
        .Tell("/thumbnails/status", context => context.Response.WriteAsJsonAsync(Progress, context.RequestAborted))
        .Take("/pixels/compare", CompareAsync);

    public string Address => _server.Address;

    public ImageStore? Store { get; set; }

    public int Status { get; set; } = 200;

    public int Asked { get; private set; }

    /// <summary>The paths of the images that were compared last.</summary>
    public (string Image, string From) Compared { get; private set; }

    public static async Task<FakeThumbnailer> StartAsync()
    {
        var fake = new FakeThumbnailer();
        await fake._server.StartAsync();
        return fake;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task MakeAsync(HttpContext context)
    {
        Asked++;
        context.Response.StatusCode = Status;
        var request = (await context.Request.ReadFromJsonAsync<Request>(context.RequestAborted))!;
        if (Status == 200)
            await Store!.SaveThumbnailAsync(ThumbnailSpec.RelativePath(request.RelativePath, request.Size, request.Version), "RIFF-webp"u8.ToArray(), context.RequestAborted);
    }

    private async Task CompareAsync(HttpContext context)
    {
        var request = (await context.Request.ReadFromJsonAsync<Pair>(context.RequestAborted))!;
        Compared = (request.Image.RelativePath, request.From.RelativePath);
        context.Response.StatusCode = Status;
        await context.Response.WriteAsJsonAsync(new { identical = false, hash = "aa", fromHash = "bb", differing = 0.25, largest = 3 }, context.RequestAborted);
    }

    private static readonly object Progress =
        new { state = "Working", images = 10, done = 2, missing = 7, failed = 1, perSecond = 4.5, lookedAt = "2026-11-21T10:00:00Z", isPaused = false };

    private sealed record Pair(Place Image, Place From);

    private sealed record Place(string RelativePath);

    private sealed record Request(string RelativePath, string Version, int Size);
}
