using System.Runtime.CompilerServices;
using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Live;

/// <summary>What one tab is told: subscribe, then replay what it missed, then follow, so that nothing falls between.</summary>
internal sealed class LiveStream(LiveHub hub, JobEvents events, LiveComposer composer, IOptions<LiveOptions> options, TimeProvider time)
{
    private static readonly TimeSpan PauseWhileAway = TimeSpan.FromSeconds(1);

    /// <param name="lastEventId">The last event the tab has seen; null for a new tab, which fetches its lists after "hello".</param>
    public async IAsyncEnumerable<LiveMessage> ReadAsync(
        string? lastEventId, string owner, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var subscription = hub.Subscribe(owner);

        // An error status would make the browser's EventSource give up for good, so the stream opens and waits for the queue.
        string? newest;
        while ((newest = await TryReadNewestAsync(cancellationToken)) is null)
        {
            yield return LiveMessage.Heartbeat;
            await Task.Delay(PauseWhileAway, time, cancellationToken);
        }

        if (lastEventId is null)
        {
            yield return composer.Hello(newest, time.GetUtcNow());
        }
        else
        {
            await foreach (var missed in ReplayAsync(lastEventId, newest, cancellationToken))
            {
                if (missed.Owner is null || missed.Owner == owner)
                    yield return missed;
            }

            // Counts and order have no ids to resume from, so they are told as they are now.
            yield return await composer.QueueAsync(reordered: true, cancellationToken);
        }

        // Some of it may have been told just now. It is told again: a message made before the replay, of a job that has ended since, may stand before it.
        await foreach (var message in subscription.ReadAllAsync(cancellationToken))
            yield return message;
    }

    private async Task<string?> TryReadNewestAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await events.LastIdAsync(cancellationToken);
        }
        catch (JobStoreUnavailableException)
        {
            return null;
        }
    }

    private async IAsyncEnumerable<LiveMessage> ReplayAsync(string lastEventId, string newest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (lastEventId == newest)
            yield break;
        if (await ReadMissedAsync(lastEventId, newest, cancellationToken) is not { } missed)
        {
            yield return LiveMessage.Reset(newest);
            yield break;
        }

        await foreach (var (_, message) in composer.ComposeManyAsync([.. LiveTeller.WithoutOutdated(missed)], cancellationToken))
            yield return message;
    }

    /// <returns>Null when the log does not reach back that far, or it is too much to tell one by one.</returns>
    private async Task<IReadOnlyList<StudioEvent>?> ReadMissedAsync(string lastEventId, string newest, CancellationToken cancellationToken)
    {
        // An id from the future is from another log: Redis was emptied.
        if (!EventPosition.TryParse(lastEventId, out var seen) || !EventPosition.TryParse(newest, out var last) || seen > last)
            return null;

        var missed = new List<StudioEvent>();
        await foreach (var happened in events.FollowAsync(lastEventId, cancellationToken))
        {
            if (happened.Kind is StudioEventKind.Gap || missed.Count > options.Value.MaxReplay)
                return null;
            if (!EventPosition.TryParse(happened.Id, out var position))
                continue;
            missed.Add(happened);
            if (position >= last)
                break;
        }

        return missed;
    }
}
