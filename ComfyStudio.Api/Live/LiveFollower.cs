using ComfyStudio.Api.Jobs;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Live;

/// <summary>Follows the event log once for the whole process and passes everything on to the open streams.</summary>
internal sealed partial class LiveFollower(
    JobEvents events, RunningHints running, LiveTeller teller, TimeProvider time, ILogger<LiveFollower> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    // Only moves past what was passed on, so that nothing is missed over a failure.
    private string? _lastId;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(exception is JobStoreUnavailableException ? null : exception, exception.Message);
                await Task.Delay(PauseAfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        _lastId ??= await events.LastIdAsync(stoppingToken);
        await foreach (var page in events.FollowPagesAsync(_lastId, stoppingToken))
        {
            foreach (var happened in page)
                running.Note(happened);
            _lastId = await teller.TellAsync(page, stoppingToken) ?? _lastId;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Live updates are interrupted and go on by themselves: {Reason}")]
    private partial void LogInterrupted(Exception? exception, string reason);
}
