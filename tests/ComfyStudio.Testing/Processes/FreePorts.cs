using System.Net;
using System.Net.Sockets;

namespace ComfyStudio.Testing.Processes;

/// <summary>
/// Ports that nothing uses now. Below the range from which the system gives ports to outgoing connections, so that a server that is
/// killed finds its own port free when it comes back.
/// </summary>
public static class FreePorts
{
    private const int First = 11_000;
    private const int End = 29_000;

    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            if (IsFree(port))
                return port;
        }
    }

    /// <summary>As many as asked for, no two the same.</summary>
    public static IReadOnlyList<int> Find(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            ports.Add(Find());
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
