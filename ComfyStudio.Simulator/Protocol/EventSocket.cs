using System.Net.WebSockets;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>One connected client. Frames go out one at a time.</summary>
internal sealed class EventSocket(WebSocket socket, string clientId)
{
    // A client that stops reading stalls everybody's events, as on a real server, but here not for ever: memory has to stay bounded.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private int _isSilent;

    public string ClientId => clientId;

    public bool SupportsPreviewMetadata { get; set; }

    // Not to be disposed: a sender may still be in its turn when the client leaves.
    private SemaphoreSlim Turn { get; } = new(1);

    /// <summary>A connection that is dead in the network while neither side knows: it takes frames and delivers none.</summary>
    public void FallSilent() => Interlocked.Exchange(ref _isSilent, 1);

    public void Abort() => socket.Abort();

    public async Task SendAsync(IReadOnlyList<Frame> frames, CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var frame in frames)
                await SendAsync(frame, cancellationToken);
        }
        finally
        {
            Turn.Release();
        }
    }

    private async Task SendAsync(Frame frame, CancellationToken cancellationToken)
    {
        if (_isSilent != 0 || socket.State != WebSocketState.Open)
            return;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            await socket.SendAsync(frame.Bytes, frame.Type, endOfMessage: true, timeout.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The receiving side notices the end and takes the socket out of the register.
            socket.Abort();
        }
    }
}
