using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>Admits work through two limits: so many run, so many wait, and whoever comes after that is turned away at once.</summary>
internal sealed class WorkGate(IOptions<ThumbnailOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _running = new(options.Value.MaxRunning);
    private int _inside;

    internal int Inside => Volatile.Read(ref _inside);

    /// <returns>The place, to be disposed when the work is done; null when too many wait already.</returns>
    internal async Task<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _inside) > options.Value.MaxRunning + options.Value.MaxWaiting)
        {
            Interlocked.Decrement(ref _inside);
            return null;
        }

        try
        {
            await _running.WaitAsync(cancellationToken);
            return new Place(this);
        }
        catch
        {
            Interlocked.Decrement(ref _inside);
            throw;
        }
    }

    public void Dispose() => _running.Dispose();

    private void Leave()
    {
        Interlocked.Decrement(ref _inside);
        _running.Release();
    }

    private sealed class Place(WorkGate gate) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                gate.Leave();
        }
    }
}
