using System.Text.Json;
using ComfyStudio.Jobs.Redis;
using StackExchange.Redis;

namespace ComfyStudio.Jobs;

/// <content>What a worker does under a lease. Every write renews the lease and is refused once somebody else has the job.</content>
public sealed partial class JobQueue
{
    private const int MaxDetailLength = 8 * 1024;

    /// <summary>What waits for this engine or for any, lane by lane, best score first. While work is paused only what must be settled here.</summary>
    public async Task<IReadOnlyList<ReadyLane>> ReadyAsync(string engineId, CancellationToken cancellationToken)
    {
        var rows = (RedisValue[])(await _redis.RunAsync(ClaimScripts.Ready, [engineId], cancellationToken))!;
        return [.. rows.Chunk(8).Select(ReadyLanes.Read)];
    }

    /// <summary>
    /// Claims the head of the first of these lanes that has one. Promotes due retries first. A job that was under way when its owner
    /// vanished comes back as <see cref="JobState.Unknown"/> with its prompt id: ask the engine before rendering again. One that comes back as
    /// <see cref="JobState.Submitting"/> may be sent under its prompt id at once.
    /// </summary>
    public async Task<JobLease?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        if (request.Lanes.Count == 0) return null;
        RedisValue[] arguments =
        [
            request.EngineId, request.WorkerId, Lease, request.Overtakes ?? "",
            request.EngineInstance is null ? "" : Guid.CreateVersion7(_time.GetUtcNow()).ToString("D"), request.EngineInstance ?? "",
            request.OnlyIfNothingElseWaits ? 1 : 0, .. request.Lanes.Select(lane => (RedisValue)lane),
        ];
        var hash = await _redis.RunAsync(ClaimScripts.Claim, arguments, cancellationToken);
        if (JobHash.Read(hash) is not { } job) return null;

        _telemetry.Claimed(job);
        return new JobLease(job, job.Attempt, request.EngineId, request.WorkerId);
    }

    public Task<LeaseAnswer> RenewAsync(JobLease lease, CancellationToken cancellationToken) =>
        WriteAsync(LeaseScripts.Renew, lease, [], cancellationToken);

    /// <summary>Whether it holds, and will for a while; renewed where it would not.</summary>
    public Task<LeaseAnswer> ConfirmAsync(JobLease lease, CancellationToken cancellationToken) =>
        WriteAsync(LeaseScripts.Confirm, lease, [], cancellationToken);

    /// <summary>
    /// Fixes the prompt id. Call before POST /prompt. Throws <see cref="InvalidOperationException"/> for a job that may already be on the
    /// engine: it must become unknown and be settled first.
    /// </summary>
    public Task<LeaseAnswer> SubmittingAsync(
        JobLease lease, string promptId, string engineInstance, CancellationToken cancellationToken) =>
        WriteAsync(LeaseScripts.Submitting, lease, [promptId, engineInstance], cancellationToken);

    public Task<LeaseAnswer> SubmittedAsync(JobLease lease, CancellationToken cancellationToken) =>
        WriteAsync(LeaseScripts.Submitted, lease, [], cancellationToken);

    public Task<LeaseAnswer> RunningAsync(JobLease lease, CancellationToken cancellationToken) =>
        WriteAsync(LeaseScripts.Running, lease, [], cancellationToken);

    public Task<LeaseAnswer> UnknownAsync(JobLease lease, string reason, CancellationToken cancellationToken) =>
        WriteAsync(LeaseScripts.Unknown, lease, [reason], cancellationToken);

    /// <param name="wasSeenRunning">Its start may not have been written: a short run is over before.</param>
    public Task<LeaseAnswer> CollectingAsync(JobLease lease, bool wasSeenRunning, CancellationToken cancellationToken) =>
        WriteAsync(LeaseScripts.Collecting, lease, [wasSeenRunning ? 1 : 0], cancellationToken);

    /// <summary>Ends the job and announces each image once. Repeating it with the same fence is answered like the first time.</summary>
    /// <param name="sample">How long the engine took, for the estimates of those to come; null when that was not seen.</param>
    public async Task<LeaseAnswer> CompleteAsync(
        JobLease lease, IReadOnlyList<JobOutput> outputs, RunSample? sample, CancellationToken cancellationToken)
    {
        using var span = JobsTelemetry.StartEnd(lease, "complete");
        RedisValue[] arguments =
        [
            JsonSerializer.Serialize(outputs, JobsJson.Default.IReadOnlyListJobOutput),
            sample is null ? "" : JsonSerializer.Serialize(sample, JobsJson.Default.RunSample),
            .. outputs.Select(output => (RedisValue)JsonSerializer.Serialize(output, JobsJson.Default.JobOutput)),
        ];
        var answer = (RedisValue[])(await _redis.RunAsync(EndScripts.Complete, [.. Under(lease), .. arguments], cancellationToken))!;
        if (answer[2] != "") _telemetry.Succeeded(lease, RunTime(answer[1], answer[2]));
        return Answer((int)answer[0]);
    }

    public async Task<LeaseAnswer> FailAsync(
        JobLease lease, JobFailure failure, FailureOutcome outcome, CancellationToken cancellationToken)
    {
        using var span = JobsTelemetry.StartEnd(lease, "fail");
        var retry = outcome as FailureOutcome.Retry;
        var engineDied = outcome is FailureOutcome.Retry { EngineDied: true } or FailureOutcome.Park { EngineDied: true };
        RedisValue[] arguments =
        [
            Evidence(failure with { EngineId = failure.EngineId ?? lease.EngineId, Attempt = lease.Fence }), outcome.GetType().Name,
            (long)(retry?.Delay.TotalMilliseconds ?? 0), engineDied ? 1 : 0, retry is { AvoidEngine: true } ? 1 : 0,
        ];
        var answer = await WriteAsync(EndScripts.Fail, lease, arguments, cancellationToken);
        if (answer != LeaseAnswer.Lost) _telemetry.Failed(lease, failure.Class, outcome);
        return answer;
    }

    /// <summary>Confirms that a cancelled job does not run any more.</summary>
    public Task<LeaseAnswer> CancelledAsync(JobLease lease, CancellationToken cancellationToken) =>
        WriteAsync(EndScripts.Cancelled, lease, [], cancellationToken);

    /// <summary>Hands a job back unharmed, for a worker that shuts down. One that was sent keeps its prompt id.</summary>
    public Task<LeaseAnswer> ReleaseAsync(JobLease lease, CancellationToken cancellationToken) =>
        WriteAsync(EndScripts.Release, lease, [], cancellationToken);

    /// <summary>
    /// Hands a job back that its engine surely does not have (any more), so that any engine may take it. One that somebody wants cancelled
    /// is cancelled.
    /// </summary>
    public Task<LeaseAnswer> GiveBackAsync(JobLease lease, CancellationToken cancellationToken) =>
        WriteAsync(EndScripts.GiveBack, lease, [], cancellationToken);

    /// <summary>Tells how far it is. A hint: whoever follows the events hears it, nobody stores it.</summary>
    public Task ProgressAsync(JobLease lease, JobProgress progress, CancellationToken cancellationToken) => HintAsync(
        lease, StudioEventKind.Progress, $"\"progress\":{JsonSerializer.Serialize(progress, JobsJson.Default.JobProgress)}", default, cancellationToken);

    /// <summary>Shows what it looks like by now. A hint, like its progress.</summary>
    /// <param name="contentType">image/png, or image/jpeg.</param>
    public Task PreviewAsync(JobLease lease, ReadOnlyMemory<byte> image, string contentType, CancellationToken cancellationToken) => HintAsync(
        lease, StudioEventKind.Preview, $"\"contentType\":{JsonSerializer.Serialize(contentType, JobsJson.Default.String)}", image, cancellationToken);

    private async Task HintAsync(
        JobLease lease, StudioEventKind kind, string field, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        await _redis.RunAsync(LeaseScripts.Hint, [.. Under(lease), kind.ToString(), field, content.ToArray()], cancellationToken);

    private RedisValue Lease => (long)_options.LeaseDuration.TotalMilliseconds;

    private RedisValue[] Under(JobLease lease) => [lease.JobId.ToString(), lease.Fence, Lease];

    private async Task<LeaseAnswer> WriteAsync(
        RedisScript script, JobLease lease, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            return Answer((int)await _redis.RunAsync(script, [.. Under(lease), .. arguments], cancellationToken));
        }
        catch (RedisServerException refused) when (refused.Message.Contains("WRONGSTATE", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(refused.Message, refused);
        }
    }

    private static LeaseAnswer Answer(int code) => code switch
    {
        0 => LeaseAnswer.Lost,
        1 => LeaseAnswer.Held,
        2 => LeaseAnswer.CancelRequested,
        _ => throw new InvalidOperationException($"A script answered {code}."),
    };

    private string Evidence(JobFailure failure)
    {
        var detail = failure.Detail is { Length: > MaxDetailLength } detailed ? detailed[..MaxDetailLength] : failure.Detail;
        var at = failure.At == default ? _time.GetUtcNow() : failure.At;
        return JsonSerializer.Serialize(failure with { Detail = detail, At = at }, JobsJson.Default.JobFailure);
    }

    private static TimeSpan? RunTime(RedisValue started, RedisValue ended) =>
        started == "" ? null : TimeSpan.FromMilliseconds((long)ended - (long)started);
}
