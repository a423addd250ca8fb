using System.Net;
using ComfyStudio.Api.Hosting;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Security;

/// <summary>
/// Which pages may use the API: our own, the configured ones, and the configured ones under another name of this machine, because
/// a phone opens the page by an address and a developer by 127.0.0.1 or localhost.
/// </summary>
internal sealed class TrustedOrigins(IOptionsMonitor<CorsSettings> cors, IOptionsMonitor<HostingOptions> hosting)
{
    public bool Trust(string origin, HttpRequest request) =>
        origin == $"{request.Scheme}://{request.Host}" || cors.CurrentValue.Origins.Contains(origin) || IsKnownPageHere(origin, request);

    private bool IsKnownPageHere(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && cors.CurrentValue.Origins.Any(known => IsOnSamePort(page, new Uri(known)))
        && IsSameMachine(page.Host, request.Host.Host);

    private static bool IsOnSamePort(Uri page, Uri known) => page.Scheme == known.Scheme && page.Port == known.Port;

    // The guard of hosts has let the request's own host through, so a page of the same name is no stranger's.
    private bool IsSameMachine(string page, string host) =>
        IsLoopback(page) ? IsLoopback(host) : hosting.CurrentValue.AllowRemote && page.Equals(host, StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
