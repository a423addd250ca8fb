using Microsoft.AspNetCore.Http.Features;

namespace ComfyStudio.Api.Uploads;

/// <summary>
/// Refuses what says itself that it is too large. The server would, too, but it closes the connection on a client in the middle of its
/// sending, which then often sees no answer at all. After this refusal it reads on, for some seconds at most.
/// </summary>
internal sealed class SizeGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var bytes = http.Request.ContentLength;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false, MaxRequestBodySize: { } most } size || bytes is null || bytes <= most)
            return next(http);
        size.MaxRequestBodySize = null;
        throw new BadHttpRequestException($"The body has {bytes} bytes; {most} are the most.", StatusCodes.Status413PayloadTooLarge);
    }
}
