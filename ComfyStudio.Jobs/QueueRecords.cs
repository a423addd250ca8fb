namespace ComfyStudio.Jobs;

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

/// <param name="Classes">Classes that the engine can serve. The lowest score among them wins: priority first, then age.</param>
public sealed record ClaimRequest(string EngineId, string WorkerId, IReadOnlyList<string> Classes);
