namespace ComfyStudio.Thumbnailer.Backlog;

/// <summary>How far the backlog is, for whoever asks.</summary>
internal sealed class BacklogProgress(TimeProvider time)
{
    private const int Remembered = 100;

    private readonly Lock _gate = new();
    private readonly Queue<long> _made = new();
    private BacklogStatus _status = new(BacklogState.Looking, Images: 0, Done: 0, Missing: 0, Failed: 0, PerSecond: 0, LookedAt: null);

    internal BacklogStatus Status
    {
        get
        {
            lock (_gate)
                return _status with { PerSecond = _status.State is BacklogState.Working or BacklogState.Slowed ? Rate() : 0 };
        }
    }

    /// <summary>What was known is counted anew; until that is through, what was known before is told.</summary>
    internal void Begin() => Change(status => status with { State = BacklogState.Looking });

    internal void Looked(FolderLook whole) => Change(status => status with
    {
        State = whole.Missing > 0 ? BacklogState.Working : BacklogState.Resting,
        Images = whole.Images,
        Done = whole.Done,
        Missing = whole.Missing,
        Failed = whole.Failed,
        LookedAt = time.GetUtcNow(),
    });

    internal void Is(BacklogState state) => Change(status => status with { State = state });

    internal void Made()
    {
        Change(status =>
        {
            _made.Enqueue(time.GetTimestamp());
            if (_made.Count > Remembered)
                _made.Dequeue();
            return Less(status) with { Done = status.Done + 1 };
        });
    }

    internal void Failed() => Change(status => Less(status) with { Failed = status.Failed + 1 });

    internal void Gone() => Change(status => Less(status) with { Images = Math.Max(0, status.Images - 1) });

    private static BacklogStatus Less(BacklogStatus status) => status with { Missing = Math.Max(0, status.Missing - 1) };

    private void Change(Func<BacklogStatus, BacklogStatus> change)
    {
        lock (_gate)
            _status = change(_status);
    }

    // Over the last hundred, so that it tells of now; a pause among them counts, as it does for whoever waits.
    private double Rate() => _made.Count < 2 ? 0 : Math.Round(_made.Count / Math.Max(0.001, time.GetElapsedTime(_made.Peek()).TotalSeconds), 1);
}

/// <param name="Missing">Images that wait for their thumbnails.</param>
/// <param name="Failed">Images that cannot be read.</param>
/// <param name="PerSecond">Images a second, lately; 0 while it does not work.</param>
/// <param name="LookedAt">When the whole gallery was looked through last; null before the first time.</param>
internal sealed record BacklogStatus(BacklogState State, int Images, int Done, int Missing, int Failed, double PerSecond, DateTimeOffset? LookedAt)
{
    /// <summary>Whether it holds back for others, or for the disk.</summary>
    public bool IsPaused => State is BacklogState.Yielding or BacklogState.Offline;
}

internal enum BacklogState
{
    /// <summary>Counts what there is.</summary>
    Looking,

    Working,

    /// <summary>Works little, because an engine does.</summary>
    Slowed,

    /// <summary>Waits until nobody waits for a thumbnail.</summary>
    Yielding,

    /// <summary>The images folder is away.</summary>
    Offline,

    /// <summary>Everything is there.</summary>
    Resting,
}
