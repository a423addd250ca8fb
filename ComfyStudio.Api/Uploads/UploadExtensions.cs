using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Uploads;

internal static class UploadExtensions
{
    /// <summary>What a form has around its file.</summary>
    private const long FormBytes = 64 * 1024;

    /// <summary>For requests that bring a file along: the limit of all others is meant for JSON.</summary>
    public static RouteHandlerBuilder AllowUpload<TOptions>(this RouteHandlerBuilder route, Func<TOptions, long> mostBytes)
        where TOptions : class
    {
        long Most(IServiceProvider services) => mostBytes(services.GetRequiredService<IOptions<TOptions>>().Value) + FormBytes;
        route.Add(endpoint => endpoint.Metadata.Add(new RequestSizeLimitAttribute(Most(endpoint.ApplicationServices))));
        return route.AddEndpointFilter((context, next) =>
        {
            var http = context.HttpContext;
            http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = Most(http.RequestServices) }));
            return next(context);
        });
    }
}
