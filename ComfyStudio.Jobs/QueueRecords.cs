namespace ComfyStudio.Jobs;

/// <param name="Key">The caller's own name for the request.</param>
/// <param name="Fingerprint">Hash of the request, so that the same key with another request is noticed.</param>
public sealed record Idempotency(string Key, string Fingerprint);

/// <param name="Replayed">True when the key was known and nothing was stored.</param>
/// <param name="Conflict">True when the key was known with another fingerprint; nothing was stored.</param>
public sealed record EnqueueResult(GroupId GroupId, IReadOnlyList<JobId> Jobs, bool Replayed, bool Conflict)
{
    /// <summary>The group to grow was changed since it was read, or is forgotten; nothing was stored.</summary>
    public bool Stale { get; init; }
}

/// <param name="States">Empty for all.</param>
public sealed record JobFilter(IReadOnlyList<JobState> States, GroupId? GroupId = null, string? Owner = null);

public sealed record QueueCounts(long Queued, long Active, long Succeeded, long Failed, long Parked, long Cancelled)
{
    public long Total => Queued + Active + Succeeded + Failed + Parked + Cancelled;
}

/// <param name="Version">Rises with each preview of a job.</param>
public sealed record JobPreview(ReadOnlyMemory<byte> Image, string ContentType, long Version);

/// <param name="Jobs">In the order of their claims.</param>
/// <param name="Total">How many wait in all.</param>
public sealed record WaitingPage(IReadOnlyList<Job> Jobs, long Total);

/// <summary>Which jobs to cancel: the named ones, else those of a group, else all of the owner.</summary>
public sealed record CancelScope(string Owner)
{
    public IReadOnlyList<JobId>? Jobs { get; init; }
    public GroupId? GroupId { get; init; }

    /// <summary>Leaves what is under way alone: "the rest". Not for named jobs.</summary>
    public bool WaitingOnly { get; init; }
}

/// <param name="Cancelled">Jobs that waited.</param>
/// <param name="Stopping">Jobs under way that their workers are asked to stop.</param>
/// <param name="UndoId">Takes the former back, until <paramref name="UndoUntil"/>; null when there are none.</param>
public sealed record CancelResult(int Cancelled, int Stopping, string? UndoId, DateTimeOffset? UndoUntil);

/// <summary>A place among the owner's waiting jobs.</summary>
public abstract record MoveTarget
{
    private MoveTarget()
    {
    }

    public sealed record Front : MoveTarget;

    public sealed record Back : MoveTarget;

    public sealed record Before(JobId Other) : MoveTarget;
}

/// <summary>What claims nothing new for a while.</summary>
public abstract record PauseScope
{
    private PauseScope()
    {
    }

    public sealed record Everything : PauseScope;

    public sealed record Group(GroupId Id) : PauseScope;

    /// <param name="Drain">It also hands back what it has not begun.</param>
    public sealed record Engine(string Id, bool Drain = false) : PauseScope;
}

/// <summary>What is paused now.</summary>
public sealed record Pauses(bool Everything, IReadOnlyList<GroupId> Groups, IReadOnlyDictionary<string, EngineMode> Engines);

/// <summary>What was done about leases that nobody renewed.</summary>
/// <param name="Prolonged">How many leases begin anew, because nobody could renew them.</param>
/// <param name="Taken">Jobs that were taken from a worker that could have.</param>
public sealed record Recovery(int Prolonged, IReadOnlyList<JobId> Taken);
