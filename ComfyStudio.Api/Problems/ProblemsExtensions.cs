using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace ComfyStudio.Api.Problems;

internal static class ProblemsExtensions
{
    public static WebApplicationBuilder AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete);
        builder.Services.AddExceptionHandler<StudioExceptionHandler>();

        // A body that cannot be read answers in the same words in development and in production.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return builder;
    }

    public static WebApplication UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        return app;
    }

    private static void Complete(ProblemDetailsContext context)
    {
        var (problem, http) = (context.ProblemDetails, context.HttpContext);
        var kind = ProblemKinds.ForType(problem.Type) ?? ProblemKinds.ForStatus(problem.Status ?? http.Response.StatusCode);
        if (kind is not null)
        {
            problem.Type = kind.Type;
            problem.Title = kind.Title;
        }

        problem.Detail ??= DescribeRoute(http, kind);
        problem.Instance ??= http.Request.Path;
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
        if (kind?.RetryAfterSeconds is { } seconds && StringValues.IsNullOrEmpty(http.Response.Headers.RetryAfter))
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }

    private static string? DescribeRoute(HttpContext http, ProblemKind? kind) => kind?.Name switch
    {
        "not-found" => $"Nothing answers at {http.Request.Path}. GET /docs lists every route.",
        "method-not-allowed" => $"{http.Request.Path} takes {http.Response.Headers.Allow}, not {http.Request.Method}.",
        "unsupported-media-type" => "Send the body with Content-Type: application/json.",
        _ => null,
    };
}
