using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComfyStudio.Images.Marks;

/// <summary>Tells the index at start what is noted of its images; while the root is away, as soon as it is back.</summary>
internal sealed partial class MarksLoader(MarksBook marks, TimeProvider time, ILogger<MarksLoader> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!TryLoad())
            await Task.Delay(Pause, time, stoppingToken);
    }

    private bool TryLoad()
    {
        try
        {
            marks.Load();
            return true;
        }
        catch (ImageRootOfflineException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(exception);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "What is noted about images cannot be read; trying again")]
    private partial void LogUnreadable(Exception exception);
}
