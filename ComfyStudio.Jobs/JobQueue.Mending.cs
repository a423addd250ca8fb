using ComfyStudio.Jobs.Redis;
using StackExchange.Redis;

namespace ComfyStudio.Jobs;

/// <content>Recovering, forgetting, and being woken.</content>
public sealed partial class JobQueue
{
    private const int TrimChunk = 200;

    /// <summary>Workers die for many reasons; under which so many died, that job is the reason.</summary>
    private const int DeadlyLosses = 10;

    /// <summary>
    /// Takes jobs from owners whose lease has ended; parks one that has lost its tenth worker. Somebody calls it several times in each lease: the
    /// first call after Redis was away, or its clock was set, takes none and gives all leases, which nobody could renew meanwhile, another term.
    /// </summary>
    public async Task<Recovery> RecoverExpiredAsync(int max, CancellationToken cancellationToken)
    {
        RedisValue[] arguments = [Lease, (long)LongestSilence.TotalMilliseconds, max, $"\"{_time.GetUtcNow():O}\"", DeadlyLosses];
        var answer = (RedisValue[])(await _redis.RunAsync(MendScripts.Recover, arguments, cancellationToken))!;
        return new Recovery((int)answer[0], [.. answer.Skip(1).Select(id => JobId.Parse(id!))]);
    }

    /// <summary>
    /// Gives up settling on an engine that is gone for good (or for too long): its unknown jobs that nobody holds lose their prompt id and go
    /// back to the queue, to run where they can. One that was running there notes an engine death, and is parked with
    /// <paramref name="reason"/> at the <paramref name="parkAfterDeaths"/>th. At most 1 000 in one call; repeat until it returns none.
    /// </summary>
    public async Task<IReadOnlyList<JobId>> AbandonEngineAsync(
        string engineId, JobFailure reason, int parkAfterDeaths, CancellationToken cancellationToken) =>
        Ids(await _redis.RunAsync(
            MendScripts.Abandon, [engineId, Evidence(reason with { EngineId = engineId }), parkAfterDeaths, 1000], cancellationToken));

    /// <summary>Cancels what waits of groups that are to stop at their first failure and had one. What is under way goes on.</summary>
    public async Task StopFailedGroupsAsync(CancellationToken cancellationToken)
    {
        foreach (var row in (RedisResult[])(await _redis.RunAsync(MendScripts.Stopping, [], cancellationToken))!)
        {
            var (group, owner) = ((string)((RedisValue[])row!)[0]!, (string)((RedisValue[])row!)[1]!);
            await CancelManyAsync(new CancelScope(owner) { GroupId = GroupId.Parse(group), WaitingOnly = true }, cancellationToken);
        }
    }

    /// <summary>Forgets ended jobs beyond the limits of <see cref="JobsOptions"/>. Returns how many.</summary>
    public async Task<long> TrimAsync(CancellationToken cancellationToken) =>
        await TrimAsync("done", _options.KeepDone, cancellationToken) + await TrimAsync("dead", _options.KeepDead, cancellationToken);

    /// <summary>
    /// Forgets an owner's succeeded and cancelled jobs, and with <paramref name="failedToo"/> the failed and parked ones. Their images stay.
    /// Returns how many.
    /// </summary>
    public async Task<long> ClearEndedAsync(string owner, bool failedToo, CancellationToken cancellationToken) =>
        await ClearAsync("done", owner, cancellationToken) + (failedToo ? await ClearAsync("dead", owner, cancellationToken) : 0);

    /// <summary>
    /// Yields when there may be something to claim: at once, on every wake-up from Redis (several at once count as one), after a lost connection,
    /// and every <see cref="JobsOptions.PollInterval"/> in any case. Never throws for Redis being away.
    /// </summary>
    public IAsyncEnumerable<QueueWake> WatchWakesAsync(CancellationToken cancellationToken) => _signals.WatchWakesAsync(cancellationToken);

    /// <summary>
    /// The active jobs that somebody asks to cancel, as they ask. A hint: one that is missed comes as the answer to the next renewal.
    /// </summary>
    public IAsyncEnumerable<JobId> WatchCancelsAsync(CancellationToken cancellationToken) => _signals.WatchCancelsAsync(cancellationToken);

    /// <summary>A worker renews at a third of its lease. Below a second, a machine may just be busy.</summary>
    private TimeSpan LongestSilence => TimeSpan.FromMilliseconds(Math.Max(1000, _options.LeaseDuration.TotalMilliseconds / 3));

    private async Task<long> TrimAsync(string kind, int keep, CancellationToken cancellationToken)
    {
        long total = 0;
        while (true)
        {
            RedisValue[] arguments = [kind, keep, (long)_options.KeepFor.TotalMilliseconds, TrimChunk];
            var forgotten = (long)await _redis.RunAsync(MendScripts.Trim, arguments, cancellationToken);
            total += forgotten;
            if (forgotten < TrimChunk) return total;
        }
    }

    private async Task<long> ClearAsync(string kind, string owner, CancellationToken cancellationToken)
    {
        var (forgotten, kept) = (0L, 0L);
        while (true)
        {
            var counts = (RedisValue[])(await _redis.RunAsync(MendScripts.Clear, [owner, kind, kept, TrimChunk], cancellationToken))!;
            (forgotten, kept) = (forgotten + (long)counts[0], kept + (long)counts[1]);
            if ((long)counts[0] + (long)counts[1] < TrimChunk) return forgotten;
        }
    }

    private static JobId[] Ids(RedisResult ids) => [.. ((RedisValue[])ids!).Select(id => JobId.Parse(id!))];
}
