using System.Text.Json;
using ComfyStudio.Jobs.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ComfyStudio.Jobs;

/// <summary>
/// The durable queue. Each method is one transition, done by one script in Redis; see docs/redis-keys.md for the states. Every method throws
/// <see cref="JobStoreUnavailableException"/> while Redis is away, and may then be repeated.
/// </summary>
public sealed partial class JobQueue
{
    // More than this goes ahead in chunks, so that no single script keeps Redis from others for long.
    private const int ChunkSize = 200;
    private static readonly TimeSpan IdempotencyLife = TimeSpan.FromHours(24);

    private readonly RedisConnection _redis;
    private readonly RedisSignals _signals;
    private readonly JobsTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly JobsOptions _options;

    internal JobQueue(RedisConnection redis, RedisSignals signals, JobsTelemetry telemetry, TimeProvider time, IOptions<JobsOptions> options)
    {
        _redis = redis;
        _signals = signals;
        _telemetry = telemetry;
        _time = time;
        _options = options.Value;
    }

    /// <summary>
    /// Stores a group and all its jobs at once: nobody sees a part of it. The same idempotency key answers with the first result again for
    /// 24 hours, and so does the same group id at any time. An ended job that the first one tries again (<see cref="JobSpec.RetryOf"/>) is
    /// linked to it, unless it was tried again before.
    /// </summary>
    public async Task<EnqueueResult> EnqueueAsync(
        JobGroup group, IReadOnlyList<JobSpec> jobs, Idempotency? idempotency, CancellationToken cancellationToken)
    {
        using var span = JobsTelemetry.StartEnqueue(group, jobs.Count);
        var retried = jobs is [{ RetryOf: { } first }, ..] ? first.ToString() : "";
        RedisValue[] head = [.. Naming(idempotency), group.Id.ToString(), group.Owner, group.Kind, group.CreatedAt.ToString("O"), group.About ?? "", retried, group.StopAtFirstFailure ? 1 : 0, group.ExpectsMore ? 1 : 0, group.Revision];
        return await AdmitAsync(EnqueueScripts.Enqueue, head, jobs, cancellationToken);
    }

    /// <summary>
    /// More jobs for a group that exists, all at once, with <see cref="JobGroup.About"/> as it then is. Repeated, it answers like the first
    /// time, as <see cref="EnqueueAsync"/> does. Stores nothing when the group was changed since it was read.
    /// </summary>
    public async Task<EnqueueResult> GrowAsync(
        JobGroup group, IReadOnlyList<JobSpec> jobs, Idempotency? idempotency, CancellationToken cancellationToken)
    {
        using var span = JobsTelemetry.StartEnqueue(group, jobs.Count);
        RedisValue[] head = [.. Naming(idempotency), group.Id.ToString(), group.About ?? "", group.Revision, group.ExpectsMore ? 1 : 0];
        return await AdmitAsync(EnqueueScripts.Grow, head, jobs, cancellationToken);
    }

    /// <summary>What was answered to a request of this name before: for whoever cannot know what to enqueue any more. Null when there was none.</summary>
    public async Task<EnqueueResult?> FindAnswerAsync(Idempotency idempotency, CancellationToken cancellationToken) =>
        (RedisResult[])(await _redis.RunAsync(EnqueueScripts.Recall, [idempotency.Key, idempotency.Fingerprint], cancellationToken))! is { Length: > 0 } answer
            ? ResultOf(answer)
            : null;

    /// <summary>A group with <see cref="JobGroup.ExpectsMore"/> gets no more after all, and ends with its last job, or now.</summary>
    public Task ExpectNoMoreAsync(GroupId id, CancellationToken cancellationToken) =>
        _redis.RunAsync(EnqueueScripts.ExpectNoMore, [id.ToString()], cancellationToken);

    /// <summary>Replaces what is said about a group. False when it was changed since it was read, or is forgotten.</summary>
    public async Task<bool> DescribeAsync(JobGroup group, CancellationToken cancellationToken) =>
        (int)await _redis.RunAsync(EnqueueScripts.Describe, [group.Id.ToString(), group.About ?? "", group.Revision], cancellationToken) == 1;

    /// <summary>
    /// Enqueues a new job equal to a failed, parked or cancelled one, same seed, linked by <see cref="JobSpec.RetryOf"/>.
    /// <paramref name="retry"/> is the new spec (new id, graph rewritten to write below its own id). A second call returns the first call's job.
    /// Null when there is no such job, or it is not one to be retried. The new job joins the group that its spec names.
    /// </summary>
    public async Task<Job?> RetryAsync(JobId id, JobSpec retry, CancellationToken cancellationToken)
    {
        var spec = retry with { RetryOf = id };
        var (key, json) = ReadyLanes.ClassOf(spec.Requirements);
        var answer = (string?)await _redis.RunAsync(
            EnqueueScripts.Retry,
            [
                id.ToString(), spec.Id.ToString(), BodyOf(spec), key, json, spec.Priority, spec.GroupId.ToString(), spec.Owner, "generation",
                spec.CreatedAt.ToString("O"), spec.TraceParent ?? "", spec.TemplateId, spec.Inputs.Count, spec.Index,
            ],
            cancellationToken);
        return JobId.TryParse(answer, null, out var retriedAs) ? await FindAsync(retriedAs, cancellationToken) : null;
    }

    /// <summary>Forgets what was said about a group. Its jobs stay what they are.</summary>
    public Task UndescribeAsync(GroupId id, CancellationToken cancellationToken) =>
        _redis.RunAsync(EnqueueScripts.Undescribe, [id.ToString()], cancellationToken);

    private async Task<EnqueueResult> AdmitAsync(
        RedisScript script, IReadOnlyList<RedisValue> head, IReadOnlyList<JobSpec> jobs, CancellationToken cancellationToken)
    {
        var staged = jobs.Count > ChunkSize;
        if (staged) await StageAsync(jobs, cancellationToken);

        var answer = (RedisResult[])(await _redis.RunAsync(script, [.. head, .. Rows(jobs, staged)], cancellationToken))!;
        var outcome = (string)answer[0]!;
        if (outcome == "unstaged") throw new InvalidOperationException("The group took longer than an hour to store; enqueue it again.");

        if (outcome == "stored") _telemetry.Enqueued(jobs);
        return ResultOf(answer);
    }

    private static EnqueueResult ResultOf(RedisResult[] answer)
    {
        var outcome = (string)answer[0]!;
        var ids = ((string)answer[2]!).Split(',', StringSplitOptions.RemoveEmptyEntries);
        return new EnqueueResult(GroupId.Parse((string)answer[1]!), [.. ids.Select(id => JobId.Parse(id))], outcome == "replayed", outcome == "conflict")
        {
            Stale = outcome == "stale",
        };
    }

    private static RedisValue[] Naming(Idempotency? idempotency) =>
        [idempotency?.Key ?? "", idempotency?.Fingerprint ?? "", (long)IdempotencyLife.TotalMilliseconds];

    private async Task StageAsync(IReadOnlyList<JobSpec> jobs, CancellationToken cancellationToken)
    {
        foreach (var chunk in jobs.Chunk(ChunkSize))
        {
            RedisValue[] arguments = [.. chunk.SelectMany(job => new RedisValue[] { job.Id.ToString(), BodyOf(job) })];
            await _redis.RunAsync(EnqueueScripts.Stage, arguments, cancellationToken);
        }
    }

    private static IEnumerable<RedisValue> Rows(IReadOnlyList<JobSpec> jobs, bool staged)
    {
        var classes = new Dictionary<string, string>();
        var rows = new List<RedisValue>(jobs.Count * 8);
        foreach (var job in jobs)
        {
            var (key, json) = ReadyLanes.ClassOf(job.Requirements);
            classes[key] = json;
            rows.AddRange([job.Id.ToString(), staged ? "" : BodyOf(job), key, job.Priority, job.TraceParent ?? "", job.TemplateId, job.Inputs.Count, job.Index]);
        }

        return [classes.Count, .. classes.SelectMany(entry => new RedisValue[] { entry.Key, entry.Value }), .. rows];
    }

    private static RedisValue BodyOf(JobSpec spec) => JsonSerializer.SerializeToUtf8Bytes(spec, JobsJson.Default.JobSpec);
}
