using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Images.Gallery;

/// <summary>Keeps the index true: one scan at start, then a sweep at an interval and a look at whatever the file system tells of.</summary>
internal sealed partial class GalleryScanner(
    ImageIndex index, ImageRoot root, IOptions<ImagesOptions> options, TimeProvider time, ILogger<GalleryScanner> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await ScanAsync(stoppingToken);
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await ScanAsync(stoppingToken);
    }

    private async Task ScanAsync(CancellationToken stoppingToken)
    {
        try
        {
            OpenRoot();
            await index.ScanAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }

    private void OpenRoot()
    {
        try
        {
            root.Open();
        }
        catch (ImageRootOfflineException)
        {
            // The index sees it too, says so once, and waits.
        }
    }

    [LoggerMessage(LogLevel.Error, "The images folder could not be read; the next sweep tries again")]
    private partial void LogFailed(Exception exception);
}
