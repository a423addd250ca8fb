using ComfyStudio.Api.Problems;

namespace ComfyStudio.Api.Security;

/// <summary>
/// Refuses what another site's page asks for in its visitor's name. CORS alone only keeps it from reading the answer; the deed
/// would be done. Programs without a browser send no Origin and pass.
/// </summary>
internal sealed class OriginGuard(RequestDelegate next, TrustedOrigins origins)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (IsReading(request.Method) || IsTrusted(request))
            await next(context);
        else
            await ProblemKinds.ForeignOrigin
                .With($"A page of {Describe(request)} asked for this. Add its origin to Cors:Origins if it is yours.")
                .ExecuteAsync(context);
    }

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private bool IsTrusted(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return request.Headers["Sec-Fetch-Site"].ToString() is not "cross-site";
        return origins.Trust(origin, request);
    }

    private static string Describe(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != "null" ? origin : "another site";
}
