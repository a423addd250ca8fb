using System.Net;

namespace ComfyStudio.Api.Hosting;

/// <summary>Which addresses the studio really listens on: <see cref="HostingOptions.AllowRemote"/> decides the reach, the rest only the port.</summary>
internal static class ListenAddresses
{
    private const string Everywhere = "*";

    public static string For(string urls, bool allowRemote) =>
        string.Join(';', urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => One(url, allowRemote)));

    private static string One(string url, bool allowRemote)
    {
        var address = BindingAddress.Parse(url);
        if (allowRemote == !IsLoopback(address.Host))
            return url;
        // "localhost" is two addresses and cannot share a port that the system picks.
        var host = allowRemote ? Everywhere : address.Port == 0 ? "127.0.0.1" : "localhost";
        return $"{address.Scheme}://{host}:{address.Port}{address.PathBase}";
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
