namespace ComfyStudio.ComfyUI.Http;

/// <summary>A caller's cancellation joined with a time limit that can begin again, able to tell which of the two ended a call.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;

    public Deadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        Timeout = timeout;
        _caller = caller;
        _timer = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, caller);
    }

    public TimeSpan Timeout { get; }

    public CancellationToken Token => _either.Token;

    public bool IsCancelled => _caller.IsCancellationRequested;

    /// <summary>The time is over, and the caller did not cancel.</summary>
    public bool IsOver => _timer.IsCancellationRequested && !IsCancelled;

    public void BeginAgain() => _timer.CancelAfter(Timeout);

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
