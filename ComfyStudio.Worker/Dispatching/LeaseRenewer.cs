using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>Renews every lease of this worker at a third of its duration, and so also hears of cancels whose wake-up was lost.</summary>
internal sealed partial class LeaseRenewer(
    HeldLeases leases, IOptions<JobsOptions> options, TimeProvider time, ILogger<LeaseRenewer> logger)
{
    /// <summary>A Redis that is back must hear of every lease before somebody takes it for lost.</summary>
    private static readonly TimeSpan AwayPause = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LeaseDuration / 3, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = await RenewAllAsync(stoppingToken)
                ? timer.WaitForNextTickAsync(stoppingToken).AsTask()
                : Task.Delay(AwayPause, time, stoppingToken);
            await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>False when Redis did not hear of one of them.</summary>
    internal async Task<bool> RenewAllAsync(CancellationToken stoppingToken) =>
        (await Task.WhenAll(leases.All.Select(lease => RenewAsync(lease, stoppingToken)))).All(heard => heard);

    private async Task<bool> RenewAsync(HeldLease lease, CancellationToken stoppingToken)
    {
        try
        {
            await lease.RenewAsync(stoppingToken);
            return true;
        }
        catch (ObjectDisposedException)
        {
            // The run ended between the list and the renewal.
            return true;
        }
        catch (JobStoreUnavailableException)
        {
            // The connection says so itself, once.
            return false;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotRenewed(lease.JobId, exception.Message);
            return true;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Lease of job {JobId} could not be renewed: {Reason}")]
    private partial void LogNotRenewed(JobId jobId, string reason);
}
