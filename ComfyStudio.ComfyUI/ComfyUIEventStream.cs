using System.Net.WebSockets;
using System.Threading.Channels;
using ComfyStudio.ComfyUI.Events;
using ComfyStudio.ComfyUI.Http;

namespace ComfyStudio.ComfyUI;

/// <summary>
/// One socket to one engine (docs/comfyui-protocol.md, "Events"). An engine sends to its sockets one after another, and a client that stops
/// reading stalls everybody's events; so the socket is drained from the first moment, and what the reader has not fetched yet waits here:
/// previews are dropped first, and a reader that falls behind altogether loses the stream rather than stalling the engine.
/// Silence proves nothing; check with <see cref="ComfyUIClient.FindJobAsync"/>.
/// </summary>
public sealed class ComfyUIEventStream : IAsyncDisposable
{
    private const int MaxWaiting = 10_000;
    private const int MaxWaitingPreviews = 16;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly Channel<ComfyUIEvent> _events = Channel.CreateBounded<ComfyUIEvent>(
        new BoundedChannelOptions(MaxWaiting) { SingleWriter = true });

    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private readonly WebSocket _socket;
    private readonly string _call;
    private readonly Task _draining;
    private int _waitingPreviews;
    private bool _isDisposed;

    internal ComfyUIEventStream(WebSocket socket, string call)
    {
        _socket = socket;
        _call = call;
        _draining = DrainAsync();
    }

    /// <summary>The engine's first frame is here, so it knows the socket and no event of a later prompt can be missed.</summary>
    internal Task Greeted => _greeted.Task;

    /// <summary>
    /// Every event until the socket ends, in the engine's order. Ends quietly on a close, throws <see cref="ComfyUIUnreachableException"/>
    /// on a break. One reader at a time.
    /// </summary>
    public async IAsyncEnumerable<ComfyUIEvent> ReadAllAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var happened in _events.Reader.ReadAllAsync(cancellationToken))
        {
            if (happened is ComfyUIEvent.Preview)
                Interlocked.Decrement(ref _waitingPreviews);
            yield return happened;
        }
    }

    /// <summary>Says goodbye to the engine and ends <see cref="ReadAllAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        await CloseAsync();
        await _ending.CancelAsync();
        await _draining;
        _socket.Dispose();
        _ending.Dispose();
    }

    private async Task DrainAsync()
    {
        Exception? fault = null;
        try
        {
            await ReadMessagesAsync(_ending.Token);
            await CloseAsync();
        }
        catch (Exception) when (_ending.IsCancellationRequested)
        {
            // Ended by us.
        }
        catch (InvalidDataException exception)
        {
            _socket.Abort();
            fault = new ComfyUIUnreachableException($"{_call}: {exception.Message}", requestMayHaveArrived: true, exception);
        }
        catch (Exception exception)
        {
            // Whatever it is, only the reader can act on it.
            fault = EngineFaults.Broken(_call, exception);
        }

        _greeted.TrySetException(fault ?? new ComfyUIUnreachableException($"{_call}: closed at once.", requestMayHaveArrived: true));
        _events.Writer.Complete(fault);
    }

    private async Task ReadMessagesAsync(CancellationToken cancellationToken)
    {
        var buffer = new MessageBuffer();
        while (await buffer.ReadAsync(_socket, cancellationToken) is var type && type is not WebSocketMessageType.Close)
        {
            Pass(type is WebSocketMessageType.Text ? TextFrames.Read(buffer.Message) : BinaryFrames.Read(buffer.Message));
            _greeted.TrySetResult();
        }
    }

    private void Pass(ComfyUIEvent happened)
    {
        if (happened is ComfyUIEvent.Preview && Interlocked.Increment(ref _waitingPreviews) > MaxWaitingPreviews)
            Interlocked.Decrement(ref _waitingPreviews);
        else if (!_events.Writer.TryWrite(happened))
            throw new InvalidDataException($"More than {MaxWaiting} events wait for a reader.");
    }

    private async Task CloseAsync()
    {
        if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, patience.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It ends anyway.
        }
    }
}
