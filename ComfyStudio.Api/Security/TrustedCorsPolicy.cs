using Microsoft.AspNetCore.Cors.Infrastructure;

namespace ComfyStudio.Api.Security;

/// <summary>The one CORS policy; whether an origin is let in depends on the host that the request came to.</summary>
internal sealed class TrustedCorsPolicy(TrustedOrigins origins) : ICorsPolicyProvider
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    private static readonly string[] Headers = ["Content-Type", "Authorization", "Idempotency-Key", "Last-Event-ID", "traceparent", "tracestate"];

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) =>
        Task.FromResult<CorsPolicy?>(new CorsPolicyBuilder()
            .SetIsOriginAllowed(origin => origins.Trust(origin, context.Request))
            .WithMethods(Methods)
            .WithHeaders(Headers)
            .WithExposedHeaders("Location", "Retry-After")
            .AllowCredentials()
            .Build());
}
