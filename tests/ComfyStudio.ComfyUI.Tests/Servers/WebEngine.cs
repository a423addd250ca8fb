using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ComfyStudio.ComfyUI.Tests.Servers;

/// <summary>A web server that answers every request as the test says.</summary>
internal sealed class WebEngine : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebEngine(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<WebEngine> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port: 0));
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new WebEngine(app);
    }

    /// <summary>Answers each path with a fixed JSON text, anything else with 404 as ComfyUI's file server does.</summary>
    public static Task<WebEngine> StartAsync(params (string Call, string Json)[] answers) => StartAsync(async context =>
    {
        var call = $"{context.Request.Method} {context.Request.Path}";
        var json = answers.FirstOrDefault(answer => answer.Call == call).Json;
        if (json is null)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            await AnswerAsync(context, StatusCodes.Status200OK, "application/json; charset=utf-8", json);
    });

    public static Task<WebEngine> StartAsync(int status, string type, string body) =>
        StartAsync(context => AnswerAsync(context, status, type, body));

    public static async Task AnswerAsync(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    public ComfyUIClient Client(ComfyUITimeouts? timeouts = null) => Clients.Of(new ComfyUIAddress(Address), timeouts);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
