using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>Passes on what the queue calls out: there may be work, or somebody wants a job stopped.</summary>
internal sealed class QueueWatcher(JobQueue queue, HeldLeases leases, IReadOnlyList<Engine> engines)
{
    public Task RunAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(WatchWorkAsync(stoppingToken), WatchCancelsAsync(stoppingToken));

    private async Task WatchWorkAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in queue.WatchWakesAsync(stoppingToken))
        {
            foreach (var engine in engines)
                engine.Work.Pulse();
        }
    }

    private async Task WatchCancelsAsync(CancellationToken stoppingToken)
    {
        await foreach (var jobId in queue.WatchCancelsAsync(stoppingToken))
            leases.Find(jobId)?.AskToCancel();
    }
}
