using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ComfyStudio.Api.Tests;

/// <summary>A web server on a free port of this machine that takes posts at one path; anything else is not found.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    public LoopbackServer(string path, RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.UseRouting();
        _app.MapPost(path, answer);
    }

    public string Address => _app.Urls.Single();

    /// <summary>Answers reading, too.</summary>
    public LoopbackServer Tell(string path, RequestDelegate answer)
    {
        _app.MapGet(path, answer);
        return this;
    }

    /// <summary>Takes posts at one more path.</summary>
    public LoopbackServer Take(string path, RequestDelegate answer)
    {
        _app.MapPost(path, answer);
        return this;
    }

    public Task StartAsync() => _app.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
