using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComfyStudio.Images.Trash;

/// <summary>Ends at start what was begun, and empties the trash of what is past its time.</summary>
internal sealed partial class TrashKeeper(ImageTrash trash, ImageIndex index, TimeProvider time, ILogger<TrashKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                foreach (var path in trash.Tidy())
                    await index.AddAsync(path, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "The trash could not be tidied; trying again in a minute")]
    private partial void LogFailed(Exception exception);
}
