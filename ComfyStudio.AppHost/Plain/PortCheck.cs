using System.Net;
using System.Net.Sockets;

namespace ComfyStudio.AppHost.Plain;

internal static class PortCheck
{
    /// <summary>One sentence for each port that somebody else holds.</summary>
    public static IEnumerable<string> FindTaken(IEnumerable<StudioPort> ports) =>
        ports.Where(port => IsTaken(port.Number)).Select(Describe);

    private static string Describe(StudioPort port)
    {
        var owner = PortOwner.Find(port.Number) is { } process ? $" by {process}" : "";
        return $"Port {port.Number} ({port.Service}) is already in use{owner}. End that program, or set {port.Setting} to another port.";
    }

    private static bool IsTaken(int port) =>
        !CanBind(new IPEndPoint(IPAddress.Any, port)) || (Socket.OSSupportsIPv6 && !CanBind(new IPEndPoint(IPAddress.IPv6Any, port)));

    private static bool CanBind(IPEndPoint endpoint)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endpoint);
            socket.Listen(1);
            return true;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
