using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Uploads;

internal static class UploadExtensions
{
    /// <summary>What a form has around its file.</summary>
    private const long FormBytes = 64 * 1024;

    /// <summary>For requests that bring a file along: the limit of all others is meant for JSON.</summary>
    public static RouteHandlerBuilder AllowUpload<TOptions>(this RouteHandlerBuilder route, Func<TOptions, long> mostBytes)
        where TOptions : class => route.AddEndpointFilter((context, next) =>
        {
            var http = context.HttpContext;
            var most = mostBytes(http.RequestServices.GetRequiredService<IOptions<TOptions>>().Value) + FormBytes;
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = most;
            http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = most }));
            return next(context);
        });
}
