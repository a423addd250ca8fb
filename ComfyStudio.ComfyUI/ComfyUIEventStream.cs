namespace ComfyStudio.ComfyUI;

/// <summary>
/// One socket to one engine (PROTOCOL §4). Always drain it: an engine sends to its sockets one after another, and a client that stops
/// reading stalls everybody's events. Silence proves nothing; check with the jobs API.
/// </summary>
public sealed class ComfyUIEventStream : IAsyncDisposable
{
    /// <summary>Every event until the socket ends. Ends quietly on a close, throws <see cref="ComfyUIUnreachableException"/> on a break.</summary>
    public IAsyncEnumerable<ComfyUIEvent> ReadAllAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
