using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Simulator.Protocol;

internal static class ProtocolExtensions
{
    private static readonly string[] PostOnly = ["/interrupt", "/free", "/upload/image", "/upload/mask"];

    public static void AddProtocol(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EventSockets>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EventSockets>());
        builder.Services.AddSingleton<ServerFeatures>();
        builder.Services.AddSingleton<SystemStats>();
        // Checked by the protocol itself, which answers in ComfyUI's words.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.AddOptions<FormOptions>().Configure<IOptions<SimulatorOptions>>(
            (form, simulator) => form.MultipartBodyLengthLimit = simulator.Value.MaxUploadBytes);
    }

    public static void UseProtocol(this WebApplication app)
    {
        app.UseWebSockets();
        app.Use(AnswerTroubleAsync);
        app.UseRouting();
    }

    /// <summary>Every route twice, plain and under /api; the jobs have /api in their own name.</summary>
    public static void MapProtocol(this WebApplication app)
    {
        foreach (var prefix in new[] { "", "/api" })
        {
            var routes = app.MapGroup(prefix);
            routes.MapPrompt();
            routes.MapQueue();
            routes.MapJobs();
            routes.MapInfo();
            routes.MapView();
            routes.MapUpload();
            routes.MapSocket();
        }
        app.MapGet("/", (HttpContext http) => PlainAnswers.TextAsync(http, 200, "ComfyStudio Simulator: speaks ComfyUI's protocol, paints its own pictures.\n"));
    }

    private static async Task AnswerTroubleAsync(HttpContext http, RequestDelegate next)
    {
        var limit = http.RequestServices.GetRequiredService<IOptions<SimulatorOptions>>().Value.MaxUploadBytes;
        if (OriginGuard.IsRefused(http.Request))
        {
            await PlainAnswers.EmptyAsync(http, 403);
            return;
        }
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            await PlainAnswers.EmptyAsync(http);
            return;
        }
        if (http.Request.ContentLength > limit)
        {
            await TooLargeAsync(http, limit);
            return;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        await AnswerAsync(http, next, limit);
    }

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next, long limit)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge && !http.Response.HasStarted)
        {
            await TooLargeAsync(http, limit);
        }
        catch (ServerTrouble) when (!http.Response.HasStarted)
        {
            await PlainAnswers.TroubleAsync(http);
        }
        if (http.Response is { StatusCode: 405, HasStarted: false })
            await AnswerWrongMethodAsync(http);
    }

    // The frontend's files are mounted on "/", so a GET that no route takes is a missing file, also where POST would be taken.
    private static Task AnswerWrongMethodAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        var plain = path.StartsWith("/api/", StringComparison.Ordinal) ? path[4..] : path;
        if (HttpMethods.IsGet(http.Request.Method) && PostOnly.Contains(plain))
        {
            http.Response.Headers.Remove("Allow");
            return PlainAnswers.EmptyAsync(http, 404);
        }
        return PlainAnswers.TextAsync(http, 405, "405: Method Not Allowed");
    }

    private static Task TooLargeAsync(HttpContext http, long limit) => PlainAnswers.TextAsync(
        http, 413, string.Create(CultureInfo.InvariantCulture, $"Maximum request body size {limit} exceeded."));
}
