using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Batches.Keeping;

/// <summary>Looks now and then whether something is to be noted of the batches that the queue knows: what was missed is made up for.</summary>
internal sealed partial class BatchKeeper(
    BatchBook book, BatchNotes notes, IOptions<BatchOptions> options, TimeProvider time, ILogger<BatchKeeper> logger) : BackgroundService
{
    /// <summary>Of what has ended only a retry makes something new.</summary>
    private static readonly TimeSpan EndedInterval = TimeSpan.FromMinutes(1);

    private readonly Dictionary<GroupId, long> _ended = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.KeepInterval, time);
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
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task KeepAsync(CancellationToken cancellationToken)
    {
        var known = await book.ListKnownToQueueAsync(cancellationToken);
        foreach (var id in known.Where(id => !_ended.TryGetValue(id, out var at) || time.GetElapsedTime(at) >= EndedInterval))
        {
            if (await book.FindAsync(id, cancellationToken) is { } batch && await notes.KeepAsync(batch, cancellationToken))
                _ended[id] = time.GetTimestamp();
            else
                _ended.Remove(id);
        }

        foreach (var forgotten in _ended.Keys.Except(known).ToList())
            _ended.Remove(forgotten);
    }

    [LoggerMessage(LogLevel.Error, "Noting what batches are failed; trying again")]
    private partial void LogFailed(Exception exception);
}
