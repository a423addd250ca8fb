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
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } size)
            return next(http);
        if (http.GetEndpoint()?.Metadata.GetMetadata<UploadLimit>() is { } upload)
        {
            var most = upload.MostBytes(http.RequestServices);
            size.MaxRequestBodySize = most;
            http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = most }));
        }

        if (!(http.Request.ContentLength > size.MaxRequestBodySize))
            return next(http);
        var limit = size.MaxRequestBodySize;
        size.MaxRequestBodySize = null;
        throw new BadHttpRequestException($"The body has {http.Request.ContentLength} bytes; {limit} are the most.", StatusCodes.Status413PayloadTooLarge);
    }
}
