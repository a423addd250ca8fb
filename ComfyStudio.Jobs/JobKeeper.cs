using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Jobs;

/// <summary>
/// Keeps the queue in order from every process that uses it: as long as one of them lives, lost leases are recovered, silent engines are
/// noted and old jobs are forgotten. All of it may be done by several at once.
/// </summary>
internal sealed partial class JobKeeper(
    JobQueue queue, EngineRegistry engines, IOptions<JobsOptions> options, TimeProvider time, ILogger<JobKeeper> logger) : BackgroundService
{
    private const int MaxRecoveries = 100;
    private static readonly TimeSpan TrimInterval = TimeSpan.FromMinutes(1);

    private DateTimeOffset _trimDue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lease = options.Value.LeaseDuration;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Math.Clamp(lease.TotalMilliseconds / 5, 100, 2000)), time);
        do
        {
            try
            {
                await KeepAsync(stoppingToken);
            }
            catch (JobStoreUnavailableException)
            {
                // The connection says so itself, once, and the next round tries again.
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogKeepingFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task KeepAsync(CancellationToken stoppingToken)
    {
        var recovery = await queue.RecoverExpiredAsync(MaxRecoveries, stoppingToken);
        if (recovery.Prolonged > 0) LogProlonged(recovery.Prolonged);
        foreach (var id in recovery.Taken) LogRecovered(id);
        await queue.StopFailedGroupsAsync(stoppingToken);
        await engines.NoteUnwatchedAsync(stoppingToken);
        await queue.CountAsync(stoppingToken);
        if (time.GetUtcNow() < _trimDue) return;

        await queue.TrimAsync(stoppingToken);
        _trimDue = time.GetUtcNow() + TrimInterval;
    }

    [LoggerMessage(LogLevel.Information, "Redis was away or its clock was set: {Count} leases that could not be renewed meanwhile begin anew")]
    private partial void LogProlonged(int count);

    [LoggerMessage(LogLevel.Warning, "Job {JobId} was taken from a worker whose lease had ended")]
    private partial void LogRecovered(JobId jobId);

    [LoggerMessage(LogLevel.Error, "Keeping the queue in order failed; trying again")]
    private partial void LogKeepingFailed(Exception exception);
}
