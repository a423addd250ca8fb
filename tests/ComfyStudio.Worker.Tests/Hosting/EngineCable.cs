using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.Worker.Tests.Hosting;

/// <summary>The network between a worker and its engine: a port of its own that can be unplugged and plugged in again.</summary>
internal sealed class EngineCable : IAsyncDisposable
{
    private readonly Uri _engine;
    private readonly int _port;
    private readonly ConcurrentDictionary<Socket, byte> _connections = [];
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    private EngineCable(Uri engine, int port)
    {
        _engine = engine;
        _port = port;
    }

    public string Address => $"http://127.0.0.1:{_port}";

    public static EngineCable Unplugged(Uri engine) => new(engine, FreePorts.Find());

    public static EngineCable Plugged(Uri engine)
    {
        var cable = Unplugged(engine);
        cable.Plug();
        return cable;
    }

    public void Plug()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Every connection breaks and no new one is accepted.</summary>
    public async Task UnplugAsync()
    {
        _listener?.Stop();
        foreach (var connection in _connections.Keys)
            connection.Close(0);
        await _accepting;
    }

    public async ValueTask DisposeAsync() => await UnplugAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        var carried = new List<Task>();
        try
        {
            while (true)
                carried.Add(CarryAsync(await listener.AcceptTcpClientAsync()));
        }
        catch (SocketException)
        {
            // Unplugged.
        }
        await Task.WhenAll(carried);
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            // The sockets themselves: a client that was disposed meanwhile has none any more.
            var (nearSocket, farSocket) = (near.Client, far.Client);
            _connections[nearSocket] = 0;
            _connections[farSocket] = 0;
            try
            {
                await far.ConnectAsync(_engine.Host, _engine.Port);
                await Task.WhenAny(
                    near.GetStream().CopyToAsync(far.GetStream()),
                    far.GetStream().CopyToAsync(near.GetStream()));
            }
            catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                // Either side hung up.
            }
            _connections.TryRemove(nearSocket, out _);
            _connections.TryRemove(farSocket, out _);
        }
    }
}
