using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs.Estimating;

/// <summary>Makes estimates. What they rest on is read once for a moment, so that a page of jobs costs no more than one of them.</summary>
internal sealed class Forecaster(JobQueue queue, EngineRegistry registry, FleetReader fleets, TimeProvider time) : IDisposable
{
    /// <summary>Any engine: all lanes are wanted, and what must be settled somewhere is none of them.</summary>
    private const string NoEngine = "";

    private static readonly TimeSpan QueueAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HistoryAge = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _reading = new(1);
    private Seen? _seen;

    public async ValueTask<Estimates> ReadAsync(CancellationToken cancellationToken)
    {
        if (_seen is { } recent && time.GetElapsedTime(recent.At) < QueueAge)
            return recent.Estimates;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_seen is not { } known || time.GetElapsedTime(known.At) >= QueueAge)
                _seen = await LookAsync(_seen, cancellationToken);
            return _seen.Estimates;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private async Task<Seen> LookAsync(Seen? before, CancellationToken cancellationToken)
    {
        var fleet = await fleets.ReadAsync(cancellationToken);
        var lanes = await queue.ReadyAsync(NoEngine, cancellationToken);
        var isFresh = before is not null && time.GetElapsedTime(before.HistoryAt) < HistoryAge;
        var history = isFresh ? before!.History : await ReadHistoryAsync(fleet, cancellationToken);
        var now = time.GetTimestamp();
        return new Seen(now, new Estimates(new QueueForecast(fleet, lanes, history), history, fleet), history, isFresh ? before!.HistoryAt : now);
    }

    private async Task<RunHistory> ReadHistoryAsync(Fleet fleet, CancellationToken cancellationToken) =>
        new(await Task.WhenAll(fleet.Engines.Select(async engine =>
            new EngineRuns(engine.Id, engine.Snapshot.Weight, await registry.RunSamplesAsync(engine.Id, cancellationToken)))));

    private sealed record Seen(long At, Estimates Estimates, RunHistory History, long HistoryAt);
}
