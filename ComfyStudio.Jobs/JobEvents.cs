using System.Runtime.CompilerServices;
using ComfyStudio.Jobs.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ComfyStudio.Jobs;

/// <summary>What happened, for whoever watches: a capped log that can be resumed by id, and hints that cannot.</summary>
public sealed class JobEvents
{
    private const int PageSize = 500;

    private readonly RedisConnection _redis;
    private readonly RedisSignals _signals;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pollInterval;

    internal JobEvents(RedisConnection redis, RedisSignals signals, TimeProvider time, IOptions<JobsOptions> options)
    {
        _redis = redis;
        _signals = signals;
        _time = time;
        _pollInterval = options.Value.PollInterval;
    }

    /// <summary>
    /// Follows everything from now on, or from after <paramref name="lastEventId"/>. Subscribes first, then replays, then follows,
    /// so that nothing falls between. Yields one <see cref="StudioEventKind.Gap"/> where the log no longer reaches back that far. It reads at
    /// the pace of its caller: one that is too slow finds a gap, and of the hints the newest of each job. It outlives a Redis that is away.
    /// </summary>
    public async IAsyncEnumerable<StudioEvent> FollowAsync(
        string? lastEventId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in FollowPagesAsync(lastEventId, cancellationToken))
        {
            foreach (var happened in page) yield return happened;
        }
    }

    /// <summary>Only the stored images, from now on or from after <paramref name="lastEventId"/>: whoever waits for these is not woken by anything else.</summary>
    public async IAsyncEnumerable<StudioEvent> FollowImagesAsync(string? lastEventId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in FollowLogAsync(lastEventId, withJobs: false, _redis.Keys.ImageWakes, new Wakeup(_time), cancellationToken))
        {
            foreach (var happened in page.Where(happened => happened is { Kind: StudioEventKind.Image, Output: not null })) yield return happened;
        }
    }

    /// <summary>As <see cref="FollowAsync"/>, with everything at once that has happened since the page before: whoever falls behind can leave out what is outdated.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StudioEvent>> FollowPagesAsync(
        string? lastEventId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wakeup = new Wakeup(_time);
        var hints = new LatestHints();
        using var toHints = _signals.Listen(_redis.Keys.Hints, wakeup, hints.Add);
        await foreach (var page in FollowLogAsync(lastEventId, withJobs: true, _redis.Keys.EventWakes, wakeup, cancellationToken))
        {
            await _signals.TrySubscribeAsync(_redis.Keys.Hints, cancellationToken);
            // Hints first: the ones that are here were published before whatever the log says now.
            IReadOnlyList<StudioEvent> all = [.. hints.Take(), .. page];
            if (all.Count > 0) yield return all;
        }
    }

    /// <summary>A page after each wake-up, be it empty.</summary>
    private async IAsyncEnumerable<IReadOnlyList<StudioEvent>> FollowLogAsync(
        string? cursor, bool withJobs, string channel, Wakeup wakeup, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listening = _signals.Listen(channel, wakeup, _ => { });
        while (true)
        {
            await _signals.TrySubscribeAsync(channel, cancellationToken);
            var page = await TryReadAsync(cursor, withJobs, cancellationToken);
            yield return page.Events;
            cursor = page.Cursor;
            if (!page.IsFull) await wakeup.WaitAsync(_pollInterval, cancellationToken);
        }
    }

    /// <summary>The id of the newest logged event, to be sent to a client that fetches its own snapshot.</summary>
    public async Task<string> LastIdAsync(CancellationToken cancellationToken)
    {
        var answer = (RedisResult[])(await _redis.RunAsync(LookScripts.Events, [EventLog.Origin, 1], cancellationToken))!;
        return (string)answer[1]!;
    }

    private async Task<EventLog> TryReadAsync(string? cursor, bool withJobs, CancellationToken cancellationToken)
    {
        try
        {
            if (cursor is null) return EventLog.At(await LastIdAsync(cancellationToken));
            if (!EventLog.IsId(cursor)) return EventLog.Lost(await LastIdAsync(cancellationToken));
            return EventLog.Read(await _redis.RunAsync(LookScripts.Events, [cursor, PageSize, withJobs ? 1 : 0], cancellationToken), cursor, PageSize);
        }
        catch (JobStoreUnavailableException)
        {
            return EventLog.At(cursor);
        }
    }
}
