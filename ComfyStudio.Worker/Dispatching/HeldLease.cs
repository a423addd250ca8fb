using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>
/// A lease in this worker's hands. Everything written under it goes through here, so that a lost lease stops the work at once and a
/// Redis that is away only delays it: every transition may be repeated.
/// </summary>
/// <param name="heldAt">When the claim was sent, as a timestamp of <paramref name="time"/>.</param>
internal sealed class HeldLease(JobLease lease, JobQueue queue, TimeProvider time, long heldAt) : IDisposable
{
    private static readonly TimeSpan RedisPause = TimeSpan.FromMilliseconds(200);

    /// <summary>An answer that is younger needs no second asking: no lease is that short.</summary>
    private static readonly TimeSpan JustNow = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _cancelAsked = new();
    private readonly Lock _noting = new();
    private Task _noted = Task.CompletedTask;
    private Transition? _nextNote;
    private bool _isNoting;

    // When the newest write that was answered had been sent: the lease surely held then.
    private long _heldAt = heldAt;

    public Job Job => lease.Job;
    public JobId JobId => lease.JobId;

    /// <summary>Another worker has the job, or it ended: write nothing more, anywhere.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Somebody wants the job stopped.</summary>
    public CancellationToken CancelAsked => _cancelAsked.Token;

    /// <summary>Writes what must be known before the work goes on; what was noted comes before it.</summary>
    public async Task WriteAsync(Transition transition, CancellationToken cancellationToken)
    {
        await _noted;
        await UntilAnsweredAsync(transition, cancellationToken);
    }

    /// <summary>
    /// Writes down what has happened anyway, one after the other, while the work goes on. One that still waits when the next comes is left out:
    /// the newer one says how far the job is, and a short run spares the disk what is outdated before it is written. That the lease was lost is
    /// heard as <see cref="Lost"/>, and by whatever is written or confirmed next.
    /// </summary>
    public void Note(Transition transition, CancellationToken cancellationToken)
    {
        lock (_noting)
        {
            _nextNote = transition;
            if (_isNoting)
                return;
            _isNoting = true;
            _noted = NoteAllAsync(cancellationToken);
        }
    }

    /// <summary>Makes sure that everything noted is written and the lease still holds, right before something that cannot be taken back.</summary>
    public async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        await _noted;
        if (Lost.IsCancellationRequested || time.GetElapsedTime(_heldAt) > JustNow)
            await UntilAnsweredAsync((q, l, token) => q.ConfirmAsync(l, token), cancellationToken);
    }

    public async Task RenewAsync(CancellationToken cancellationToken) => Heed(await queue.RenewAsync(lease, cancellationToken));

    /// <summary>A hint may be lost; nothing waits for it and nothing is repeated.</summary>
    public async Task HintAsync(Func<JobQueue, JobLease, Task> hint)
    {
        try
        {
            await hint(queue, lease);
        }
        catch (Exception exception) when (exception is JobStoreUnavailableException or OperationCanceledException)
        {
            // The next hint says more than this one did.
        }
    }

    /// <summary>The word of a cancel came by itself; the next renewal would have brought it, too.</summary>
    public void AskToCancel()
    {
        try
        {
            Heed(LeaseAnswer.CancelRequested);
        }
        catch (ObjectDisposedException)
        {
            // The run ended meanwhile.
        }
    }

    public void Dispose()
    {
        _lost.Dispose();
        _cancelAsked.Dispose();
    }

    private async Task NoteAllAsync(CancellationToken cancellationToken)
    {
        while (TakeNote() is { } transition)
            await NoteAsync(transition, cancellationToken);
    }

    private Transition? TakeNote()
    {
        lock (_noting)
        {
            var next = _nextNote;
            _nextNote = null;
            _isNoting = next is not null;
            return next;
        }
    }

    private async Task NoteAsync(Transition transition, CancellationToken cancellationToken)
    {
        try
        {
            await UntilAnsweredAsync(transition, cancellationToken);
        }
        catch (Exception exception) when (exception is LeaseLostException or OperationCanceledException or ObjectDisposedException)
        {
            // Lost says it, or the run ends anyway.
        }
    }

    private async Task UntilAnsweredAsync(Transition transition, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Lost.IsCancellationRequested)
                throw new LeaseLostException();
            try
            {
                var sentAt = time.GetTimestamp();
                Heed(await transition(queue, lease, cancellationToken));
                if (Lost.IsCancellationRequested)
                    throw new LeaseLostException();
                _heldAt = sentAt;
                return;
            }
            catch (JobStoreUnavailableException)
            {
                await Task.Delay(RedisPause, time, cancellationToken);
            }
        }
    }

    private void Heed(LeaseAnswer answer)
    {
        if (answer is LeaseAnswer.Lost)
            _lost.Cancel();
        if (answer is LeaseAnswer.CancelRequested)
            _cancelAsked.Cancel();
    }
}

/// <summary>One write of the queue under a lease.</summary>
internal delegate Task<LeaseAnswer> Transition(JobQueue queue, JobLease lease, CancellationToken cancellationToken);

/// <summary>The job belongs to somebody else now; unwinds the run without a trace.</summary>
internal sealed class LeaseLostException() : Exception("The lease on the job is lost.");
