using System.Collections.Concurrent;
using System.Globalization;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests.Studio;

/// <summary>Deals out blows, one a second, and mends each after its time.</summary>
internal sealed class Storm(StudioProcesses studio, Ledger ledger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, byte> _down = [];

    /// <summary>Returns when all of them are dealt out and mended.</summary>
    public async Task RageAsync(IReadOnlyList<Blow> schedule, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        var blows = new List<Task>();
        foreach (var blow in schedule)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            blows.Add(DealAsync(blow, cancellationToken));
        }

        await Task.WhenAll(blows);
    }

    private Task DealAsync(Blow blow, CancellationToken cancellationToken) => blow.Kind switch
    {
        BlowKind.Cancel => CancelAsync(int.Parse(blow.Target, CultureInfo.InvariantCulture), cancellationToken),
        BlowKind.CutSockets => CutAsync(blow.Target, cancellationToken),
        _ => StrikeAsync(blow, cancellationToken),
    };

    /// <summary>Whoever is down already is left alone.</summary>
    private async Task StrikeAsync(Blow blow, CancellationToken cancellationToken)
    {
        if (!_down.TryAdd(blow.Target, 0))
            return;
        await (blow.Target == "redis" ? StrikeRedisAsync(blow, cancellationToken) : StrikeProgramAsync(studio.Find(blow.Target), blow, cancellationToken));
        _down.TryRemove(blow.Target, out _);
    }

    private async Task StrikeRedisAsync(Blow blow, CancellationToken cancellationToken)
    {
        await (blow.Kind is BlowKind.Kill ? studio.Redis.KillAsync() : studio.Redis.FreezeAsync());
        await Task.Delay(blow.Downtime, TimeProvider.System, cancellationToken);
        await (blow.Kind is BlowKind.Kill ? studio.Redis.RestartAsync() : studio.Redis.ThawAsync());
    }

    private static async Task StrikeProgramAsync(StudioProgram program, Blow blow, CancellationToken cancellationToken)
    {
        if (blow.Kind is BlowKind.Freeze)
            program.Freeze();
        else
            await program.KillAsync();
        await Task.Delay(blow.Downtime, TimeProvider.System, cancellationToken);
        if (blow.Kind is BlowKind.Freeze)
            program.Thaw();
        else
            await program.StartAsync(cancellationToken);
    }

    private async Task CutAsync(string engine, CancellationToken cancellationToken)
    {
        try
        {
            await studio.Engines.Single(each => each.Id == engine).Faults.CutSocketsAsync(cancellationToken);
        }
        catch (HttpRequestException)
        {
            // It is down, and its sockets with it.
        }
    }

    private async Task CancelAsync(int place, CancellationToken cancellationToken)
    {
        var known = ledger.Accepted.OrderBy(id => id.ToString(), StringComparer.Ordinal).ToList();
        if (known.Count == 0)
            return;
        ledger.Cancel(known[place % known.Count]);
        try
        {
            await studio.Client.CancelAsync(known[place % known.Count], cancellationToken);
        }
        catch (HttpRequestException)
        {
            // Nobody heard it.
        }
    }
}
