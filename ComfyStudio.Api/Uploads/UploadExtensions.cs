using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Uploads;

internal static class UploadExtensions
{
    /// <summary>What a form has around its file.</summary>
    private const long FormBytes = 64 * 1024;

    /// <summary>For requests that bring a file along: the limit of all others is meant for JSON.</summary>
    public static RouteHandlerBuilder AllowUpload<TOptions>(this RouteHandlerBuilder route, Func<TOptions, long> mostBytes)
        where TOptions : class =>
        route.WithMetadata(new UploadLimit(services => mostBytes(services.GetRequiredService<IOptions<TOptions>>().Value) + FormBytes));
}

/// <param name="MostBytes">Of the whole body.</param>
internal sealed record UploadLimit(Func<IServiceProvider, long> MostBytes);
