using ComfyStudio.Jobs;
using ComfyStudio.Worker.Dispatching;
using ComfyStudio.Worker.Engines;

namespace ComfyStudio.Worker;

/// <summary>The loops that serve all engines of this worker.</summary>
internal sealed partial class WorkerLoops(
    LeaseRenewer renewer, QueueWatcher queue, StationMaster stations, EngineAbandoner abandoner, ILogger<WorkerLoops> logger)
{
    public IEnumerable<Task> Start(CancellationToken stoppingToken) =>
    [
        GuardAsync("renewing leases", renewer.RunAsync, stoppingToken),
        GuardAsync("watching the queue", queue.RunAsync, stoppingToken),
        GuardAsync("keeping the stations", stations.RunAsync, stoppingToken),
        GuardAsync("freeing jobs of absent engines", abandoner.RunAsync, stoppingToken),
    ];

    /// <summary>A loop that fell over is started again: without it the worker would only look alive.</summary>
    private async Task GuardAsync(string deed, Func<CancellationToken, Task> loop, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Yield();
                await loop(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (JobStoreUnavailableException)
            {
                // The connection says so itself, once.
            }
            catch (Exception exception)
            {
                LogFell(exception, deed);
            }
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Error, "The worker's loop for {Deed} fell over; starting it again")]
    private partial void LogFell(Exception exception, string deed);
}
