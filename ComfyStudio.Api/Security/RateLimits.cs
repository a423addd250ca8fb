using System.Globalization;
using System.Threading.RateLimiting;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Security;

/// <summary>Keeps a loop gone wild in one tab or script from filling the queue.</summary>
internal static class RateLimits
{
    public const string Generations = "generations";

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.OnRejected = RejectAsync;
        options.AddPolicy(Generations, Window);
    });

    private static RateLimitPartition<string> Window(HttpContext context) => RateLimitPartition.GetSlidingWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = context.RequestServices.GetRequiredService<IOptions<GenerationOptions>>().Value.RequestsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        });

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await ProblemKinds.TooManyRequests.With("That was a lot in one minute. Wait a moment, or raise Generation:RequestsPerMinute.")
            .ExecuteAsync(context.HttpContext);
    }
}
