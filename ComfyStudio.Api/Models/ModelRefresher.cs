using System.Collections.Concurrent;
using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Models;

/// <summary>Gets engines to tell anew what they have: when somebody asks for it, and when what is known is a minute old and looked at.</summary>
internal sealed class ModelRefresher(FleetReader fleets, EngineRegistry registry, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _asked = new(StringComparer.Ordinal);

    public async Task AskAsync(Fleet fleet, CancellationToken cancellationToken)
    {
        foreach (var engine in fleet.Engines)
            await registry.RequestRefreshAsync(engine.Id, cancellationToken);
    }

    /// <summary>Asks those engines whose word is old, each at most once a minute, and waits for none.</summary>
    public async Task AskOldAsync(Fleet fleet, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var engine in fleet.Engines.Where(engine => engine.IsReachable && now - engine.Catalog?.Contents.At > Fresh))
        {
            if (_asked.TryGetValue(engine.Id, out var asked) && now - asked < Fresh)
                continue;
            _asked[engine.Id] = now;
            await registry.RequestRefreshAsync(engine.Id, cancellationToken);
        }
    }

    /// <summary>Asks all and waits a little for those that can be reached.</summary>
    /// <returns>What is known then, fresh or not.</returns>
    public async Task<Fleet> RefreshAsync(Fleet before, CancellationToken cancellationToken)
    {
        await AskAsync(before, cancellationToken);
        var deadline = time.GetUtcNow() + Patience;
        var now = before;
        while (time.GetUtcNow() < deadline && before.Engines.Any(engine => engine.IsReachable && !IsNewer(now.Find(engine.Id), engine)))
        {
            await Task.Delay(BetweenLooks, time, cancellationToken);
            now = await fleets.ReadAsync(cancellationToken);
        }

        return now;
    }

    private static bool IsNewer(FleetEngine? now, FleetEngine before) => now?.Catalog?.Contents.At is { } at && at != before.Catalog?.Contents.At;
}
