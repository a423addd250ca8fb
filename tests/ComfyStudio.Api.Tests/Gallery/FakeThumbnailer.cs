using ComfyStudio.Images;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ComfyStudio.Api.Tests.Gallery;

/// <summary>Stands in for the Thumbnailer: writes a few bytes where the thumbnail belongs, or answers as it is told.</summary>
internal sealed class FakeThumbnailer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeThumbnailer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.UseRouting();
        _app.MapPost("/thumbnails", MakeAsync);
    }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

    public ImageStore? Store { get; set; }

    public int Status { get; set; } = 200;

    public int Asked { get; private set; }

    public static async Task<FakeThumbnailer> StartAsync()
    {
        var fake = new FakeThumbnailer();
        await fake._app.StartAsync(TestContext.Current.CancellationToken);
        return fake;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task MakeAsync(HttpContext context)
    {
        Asked++;
        context.Response.StatusCode = Status;
        var request = (await context.Request.ReadFromJsonAsync<Request>(context.RequestAborted))!;
        if (Status == 200)
            await Store!.SaveThumbnailAsync(ThumbnailSpec.RelativePath(request.RelativePath, request.Size, request.Version), "RIFF-webp"u8.ToArray(), context.RequestAborted);
    }

    private sealed record Request(string RelativePath, string Version, int Size);
}
