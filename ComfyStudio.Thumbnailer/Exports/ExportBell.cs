namespace ComfyStudio.Thumbnailer.Exports;

/// <summary>Somebody asked for an export just now.</summary>
internal sealed class ExportBell(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    public async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var alarm = time.CreateTimer(_ => enough.Cancel(), null, most, Timeout.InfiniteTimeSpan);
        await _rung.WaitAsync(enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _rung.Dispose();
}
