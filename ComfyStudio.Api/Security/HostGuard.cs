using System.Net;
using ComfyStudio.Api.Hosting;
using ComfyStudio.Api.Problems;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Security;

/// <summary>
/// Answers only to names that lead here on purpose. A page whose own name was made to point at this machine (DNS rebinding)
/// would otherwise count as our own.
/// </summary>
internal sealed class HostGuard(RequestDelegate next, IOptionsMonitor<HostingOptions> options)
{
    private static readonly string[] OwnNames = [Environment.MachineName, $"{Environment.MachineName}.local"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsKnown(context.Request.Host.Host, options.CurrentValue))
            await next(context);
        else
            await ProblemKinds.UnknownHost
                .With($"The studio does not answer to '{context.Request.Host.Host}'. Add the name to Hosting:Hosts if it is yours.")
                .ExecuteAsync(context);
    }

    internal static bool IsKnown(string host, HostingOptions options)
    {
        if (IsSame(host, "localhost") || options.Hosts.Any(known => IsSame(host, known)))
            return true;
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
            return options.AllowRemote || IPAddress.IsLoopback(address);
        return options.AllowRemote && OwnNames.Any(name => IsSame(host, name));
    }

    private static bool IsSame(string host, string other) => host.Equals(other, StringComparison.OrdinalIgnoreCase);
}
