namespace ComfyStudio.Jobs.Redis;

/// <summary>Lets one waiter sleep until somebody calls or the net under the calls is due. Calls that come together count as one.</summary>
internal sealed class Wakeup(TimeProvider time)
{
    /// <summary>What is not urgent waits so long for what comes with it.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private TaskCompletionSource<QueueWake> _call = New();
    private TaskCompletionSource<QueueWake> _callSoon = New();

    public void Call(QueueWake reason) => Volatile.Read(ref _call).TrySetResult(reason);

    public void CallSoon(QueueWake reason) => Volatile.Read(ref _callSoon).TrySetResult(reason);

    public async Task<QueueWake> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var (call, soon) = (Volatile.Read(ref _call).Task, Volatile.Read(ref _callSoon).Task);
        try
        {
            var first = await Task.WhenAny(call, soon).WaitAsync(atMost, time, cancellationToken);
            if (first == soon) await ((Task)call).WaitAsync(Moment, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // A call that falls between is not lost: whoever waited looks only after this.
            if (call.IsCompleted) Volatile.Write(ref _call, New());
            if (soon.IsCompleted) Volatile.Write(ref _callSoon, New());
            return await first;
        }
        catch (TimeoutException)
        {
            return QueueWake.Polled;
        }
    }

    private static TaskCompletionSource<QueueWake> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
