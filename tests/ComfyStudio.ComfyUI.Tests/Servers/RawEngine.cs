using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ComfyStudio.ComfyUI.Tests.Servers;

/// <summary>A TCP server for what no web server would do: half answers, resets, silence.</summary>
internal sealed class RawEngine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<Exchange, Task> _answer;
    private readonly Task _accepting;
    private int _requests;

    public RawEngine(Func<Exchange, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>How many requests arrived whole.</summary>
    public int Requests => _requests;

    public ComfyUIClient Client(ComfyUITimeouts? timeouts = null) =>
        Clients.Of(new ComfyUIAddress(new Uri($"http://{_listener.LocalEndpoint}")), timeouts);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                while (await ReadRequestAsync(socket) is { } request)
                {
                    Interlocked.Increment(ref _requests);
                    await _answer(new Exchange(socket, request, _requests, _stopping.Token));
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<string?> ReadRequestAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (!IsWhole(text.ToString()))
        {
            var length = await socket.ReceiveAsync(buffer, _stopping.Token);
            if (length == 0)
                return null;
            text.Append(Encoding.Latin1.GetString(buffer, 0, length));
        }

        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        const string Header = "\r\nContent-Length: ";
        var at = request.IndexOf(Header, 0, end, StringComparison.OrdinalIgnoreCase);
        return at < 0 || request.Length - end - 4 >= int.Parse(request.AsSpan(at + Header.Length, request.IndexOf("\r\n", at + 2, StringComparison.Ordinal) - at - Header.Length));
    }
}

/// <param name="Number">Of the request, from 1, over all connections.</param>
internal sealed record Exchange(Socket Socket, string Request, int Number, CancellationToken Stopping)
{
    public async Task SendAsync(string text) => await Socket.SendAsync(Encoding.Latin1.GetBytes(text), Stopping);

    public Task SendJsonAsync(string json) =>
        SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");

    public void Reset()
    {
        Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        Socket.Close();
    }

    public void End() => Socket.Shutdown(SocketShutdown.Both);

    public Task StaySilentAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Stopping);
}
