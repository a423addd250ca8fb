namespace ComfyStudio.Jobs.Redis;

/// <summary>Lets one waiter sleep until somebody calls or the net under the calls is due. Calls that come together count as one.</summary>
internal sealed class Wakeup(TimeProvider time)
{
    private TaskCompletionSource<QueueWake> _call = New();

    public void Call(QueueWake reason) => Volatile.Read(ref _call).TrySetResult(reason);

    public async Task<QueueWake> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            var reason = await Volatile.Read(ref _call).Task.WaitAsync(atMost, time, cancellationToken);
            // A call that falls between is not lost: whoever waited looks only after this.
            Volatile.Write(ref _call, New());
            return reason;
        }
        catch (TimeoutException)
        {
            return QueueWake.Polled;
        }
    }

    private static TaskCompletionSource<QueueWake> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
