using System.Globalization;
using System.Text.RegularExpressions;

namespace ComfyStudio.Api;

/// <summary>The id of a job, group or image in an address: what cannot be one is not found, rather than malformed.</summary>
internal sealed partial class HexIdConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && HexId().IsMatch(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex HexId();
}

internal static class HexIdExtensions
{
    public static WebApplicationBuilder AddHexIds(this WebApplicationBuilder builder)
    {
        builder.Services.AddRouting(options => options.SetParameterPolicy<HexIdConstraint>("hexid"));
        return builder;
    }
}
