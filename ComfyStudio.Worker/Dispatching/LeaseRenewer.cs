using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>Renews every lease of this worker at a third of its duration, and so also hears of cancels whose wake-up was lost.</summary>
internal sealed partial class LeaseRenewer(
    HeldLeases leases, IOptions<JobsOptions> options, TimeProvider time, ILogger<LeaseRenewer> logger)
{
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LeaseDuration / 3, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            await RenewAllAsync(stoppingToken);
            await ((Task)timer.WaitForNextTickAsync(stoppingToken).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal async Task RenewAllAsync(CancellationToken stoppingToken) =>
        await Task.WhenAll(leases.All.Select(lease => RenewAsync(lease, stoppingToken)));

    private async Task RenewAsync(HeldLease lease, CancellationToken stoppingToken)
    {
        try
        {
            await lease.RenewAsync(stoppingToken);
        }
        catch (ObjectDisposedException)
        {
            // The run ended between the list and the renewal.
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotRenewed(lease.JobId, exception.Message);
        }
        catch (OperationCanceledException)
        {
        }
    }

    [LoggerMessage(LogLevel.Warning, "Lease of job {JobId} could not be renewed: {Reason}")]
    private partial void LogNotRenewed(JobId jobId, string reason);
}
