using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>Passes on what is called out: there may be work, somebody wants a job stopped, or an engine's nodes and models listed anew.</summary>
internal sealed class QueueWatcher(JobQueue queue, EngineRegistry registry, HeldLeases leases, EngineStations stations)
{
    public Task RunAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(WatchWorkAsync(stoppingToken), WatchCancelsAsync(stoppingToken), WatchRefreshesAsync(stoppingToken));

    private async Task WatchWorkAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in queue.WatchWakesAsync(stoppingToken))
        {
            foreach (var station in stations.All)
                station.Engine.Work.Pulse();
        }
    }

    private async Task WatchCancelsAsync(CancellationToken stoppingToken)
    {
        await foreach (var jobId in queue.WatchCancelsAsync(stoppingToken))
            leases.Find(jobId)?.AskToCancel();
    }

    private async Task WatchRefreshesAsync(CancellationToken stoppingToken)
    {
        await foreach (var engineId in registry.WatchRefreshesAsync(stoppingToken))
            stations.Find(engineId)?.Engine.Look.Pulse();
    }
}
