namespace ComfyStudio.Jobs;

/// <summary>
/// The durable queue. Each method is one transition, done by one script in Redis; see docs/architecture.md for the states.
/// </summary>
public sealed class JobQueue
{
    // ---- asking -------------------------------------------------------------------------------------------------

    /// <summary>Stores a group and all its jobs at once. The same idempotency key answers with the first result again.</summary>
    public Task<EnqueueResult> EnqueueAsync(
        JobGroup group, IReadOnlyList<JobSpec> jobs, Idempotency? idempotency, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Ends a queued job; flags an active one and wakes its worker. Null when there is no such job; a final job is returned as it is.</summary>
    public Task<Job?> CancelAsync(JobId id, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Enqueues a new job equal to a failed, parked or cancelled one, same seed, linked by <see cref="JobSpec.RetryOf"/>.
    /// <paramref name="retry"/> is the new spec (new id, graph rewritten to write below its own id). A second call returns the first call's job.
    /// </summary>
    public Task<Job?> RetryAsync(JobId id, JobSpec retry, CancellationToken cancellationToken) => throw new NotImplementedException();

    // ---- looking ------------------------------------------------------------------------------------------------

    public Task<Job?> FindAsync(JobId id, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IReadOnlyList<Job>> FindManyAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public Task<JobGroup?> FindGroupAsync(GroupId id, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Newest first by <see cref="Job.Sequence"/>, those below <paramref name="before"/>.</summary>
    public Task<IReadOnlyList<Job>> ListAsync(JobFilter filter, long? before, int limit, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Jobs that will be claimed before each of these, from 0; absent when a job is not queued.</summary>
    public Task<IReadOnlyDictionary<JobId, long>> PositionsAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public Task<QueueCounts> CountAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The newest preview, kept for a minute after its job last sent one.</summary>
    public Task<JobPreview?> FindPreviewAsync(JobId id, CancellationToken cancellationToken) => throw new NotImplementedException();

    // ---- working (under a lease) --------------------------------------------------------------------------------

    /// <summary>What waits, by requirements, best first. Jobs to be settled on one engine come under that engine's id.</summary>
    public Task<IReadOnlyList<ReadyClass>> ReadyAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Claims the best job among these classes for an engine. Promotes due retries first. A job that was under way when its owner
    /// vanished comes back as <see cref="JobState.Unknown"/> with its prompt id: ask the engine before rendering again.
    /// </summary>
    public Task<JobLease?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<LeaseAnswer> RenewAsync(JobLease lease, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Fixes the prompt id. Call before POST /prompt.</summary>
    public Task<LeaseAnswer> SubmittingAsync(
        JobLease lease, string promptId, string engineInstance, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<LeaseAnswer> SubmittedAsync(JobLease lease, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<LeaseAnswer> RunningAsync(JobLease lease, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<LeaseAnswer> UnknownAsync(JobLease lease, string reason, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public Task<LeaseAnswer> CollectingAsync(JobLease lease, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends the job and announces each image once. Repeating it with the same fence is answered like the first time.</summary>
    public Task<LeaseAnswer> CompleteAsync(JobLease lease, IReadOnlyList<JobOutput> outputs, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public Task<LeaseAnswer> FailAsync(
        JobLease lease, JobFailure failure, FailureOutcome outcome, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Confirms that a cancelled job does not run any more.</summary>
    public Task<LeaseAnswer> CancelledAsync(JobLease lease, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Hands a job back unharmed, for a worker that shuts down. One that was sent keeps its prompt id.</summary>
    public Task<LeaseAnswer> ReleaseAsync(JobLease lease, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Progress is a hint: it is stored beside the job and published, never part of the event log.</summary>
    public Task ProgressAsync(JobLease lease, JobProgress progress, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task PreviewAsync(JobLease lease, ReadOnlyMemory<byte> image, string contentType, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    // ---- mending ------------------------------------------------------------------------------------------------

    /// <summary>Takes jobs from owners whose lease has ended. Any worker may call it at any time.</summary>
    public Task<IReadOnlyList<JobId>> RecoverExpiredAsync(int max, CancellationToken cancellationToken) => throw new NotImplementedException();
}

/// <param name="Key">The caller's own name for the request.</param>
/// <param name="Fingerprint">Hash of the request, so that the same key with another request is noticed.</param>
public sealed record Idempotency(string Key, string Fingerprint);

/// <param name="Replayed">True when the key was known and nothing was stored.</param>
/// <param name="Conflict">True when the key was known with another fingerprint; nothing was stored.</param>
public sealed record EnqueueResult(GroupId GroupId, IReadOnlyList<JobId> Jobs, bool Replayed, bool Conflict);

/// <param name="States">Empty for all.</param>
public sealed record JobFilter(IReadOnlyList<JobState> States, GroupId? GroupId = null, string? Owner = null);

public sealed record QueueCounts(long Queued, long Active, long Succeeded, long Failed, long Parked, long Cancelled);

public sealed record JobPreview(ReadOnlyMemory<byte> Image, string ContentType, int Version);

/// <param name="Key">The class's name in Redis, to be handed to a claim.</param>
public sealed record ReadyClass(string Key, JobRequirements Requirements, double BestScore, long Count);

/// <param name="Classes">Classes that the engine can serve, in order of preference among equal priority.</param>
public sealed record ClaimRequest(string EngineId, string WorkerId, IReadOnlyList<string> Classes);
