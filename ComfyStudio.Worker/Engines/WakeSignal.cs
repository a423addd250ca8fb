namespace ComfyStudio.Worker.Engines;

/// <summary>Ends one loop's wait early. Pulses before the wait count, several pulses count as one; for one waiter.</summary>
internal sealed class WakeSignal(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _pulsed = New();

    public void Pulse()
    {
        lock (_gate)
            _pulsed.TrySetResult();
    }

    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        Task pulsed;
        lock (_gate)
            pulsed = _pulsed.Task;
        await pulsed.WaitAsync(longest, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_pulsed.Task.IsCompleted)
                _pulsed = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
