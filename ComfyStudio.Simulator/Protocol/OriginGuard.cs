using System.Net;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>The original's protection of a loopback server against other web pages.</summary>
internal static class OriginGuard
{
    public static bool IsRefused(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] == "cross-site")
            return true;
        var (host, origin) = (request.Headers.Host.ToString(), request.Headers.Origin.ToString());
        if (host.Length == 0 || origin.Length == 0)
            return false;
        var (hostName, hostPort) = Split(host);
        if (!IsLoopback(hostName))
            return false;
        var netloc = origin.Contains("://", StringComparison.Ordinal) ? origin[(origin.IndexOf("://", StringComparison.Ordinal) + 3)..] : "";
        if (netloc.Length == 0)
            return false;
        var (originName, originPort) = Split(netloc);
        // A side that names no port makes ports irrelevant.
        var arePortsCompared = hostPort.Length > 0 && originPort.Length > 0;
        return !hostName.Equals(originName, StringComparison.OrdinalIgnoreCase) || (arePortsCompared && hostPort != originPort);
    }

    private static (string Name, string Port) Split(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? (host[..colon], host[(colon + 1)..]) : (host, "");
    }

    private static bool IsLoopback(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
