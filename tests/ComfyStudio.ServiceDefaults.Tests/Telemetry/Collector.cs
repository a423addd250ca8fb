using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ComfyStudio.ServiceDefaults.Tests.Telemetry;

// An OTLP collector that keeps what it is sent. Protobuf leaves texts readable, which is all these tests ask.
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<Collector> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.MapPost("/v1/{signal}", collector.Receive);
        await collector._app.StartAsync(cancellationToken);
        return collector;
    }

    public string Received(string signal) =>
        string.Concat(_received.Where(item => item.Path == $"/v1/{signal}").Select(item => item.Body));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Receive(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.Latin1);
        _received.Enqueue((request.Path, await reader.ReadToEndAsync(request.HttpContext.RequestAborted)));
    }
}
