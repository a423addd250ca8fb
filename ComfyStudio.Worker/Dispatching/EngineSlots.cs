namespace ComfyStudio.Worker.Dispatching;

/// <summary>How many jobs one engine holds at once: the running one and those prefetched.</summary>
internal sealed class EngineSlots(int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count);

    public async Task<EngineSlot> TakeAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        return new EngineSlot(_free);
    }

    public void Dispose() => _free.Dispose();
}

/// <summary>One of them; given back once, as soon as the engine is done with the job and before its files are fetched.</summary>
internal sealed class EngineSlot(SemaphoreSlim free)
{
    private int _given;

    public void GiveBack()
    {
        if (Interlocked.Exchange(ref _given, 1) == 0)
            free.Release();
    }
}
