using ComfyStudio.Api.Uploads;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ComfyStudio.Api.Security;

internal static class SecurityExtensions
{
    private const long MaxRequestBytes = 1024 * 1024;

    public static WebApplicationBuilder AddSecurity(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<CorsSettings>(CorsSettings.Section);
        builder.Services.AddSingleton<TrustedOrigins>();
        builder.Services.AddSingleton<ICorsPolicyProvider, TrustedCorsPolicy>();
        builder.Services.AddCors();
        builder.Services.AddRateLimits();
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
        });
        return builder;
    }

    public static WebApplication UseSecurity(this WebApplication app)
    {
        app.Use(AddHeaders);
        app.UseMiddleware<HostGuard>();
        app.UseRouting();
        app.UseCors();
        app.UseMiddleware<OriginGuard>();
        app.UseRateLimiter();
        app.UseMiddleware<SizeGuard>();
        return app;
    }

    private static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // The page on its own port is the same site; a foreign one may not even embed our pictures.
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-site";
        return next(context);
    }
}
