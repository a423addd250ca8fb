using ComfyStudio.Images.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Images.Gallery;

/// <summary>Keeps the index true: what is known from before, a scan, then a sweep at an interval and a look at whatever the file system tells of.</summary>
internal sealed partial class GalleryScanner(
    ImageIndex index, ImageRoot root, IOptions<ImagesOptions> options, TimeProvider time, ILogger<GalleryScanner> logger) : BackgroundService
{
    // A file is written in more than one step, and its sidecar follows it: a short wait turns a handful of hints into one look.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(5);

    // When more than these vanish at once, only a look at the whole tells a wish from a disk that came apart.
    private const int FewGone = 20;

    // A sweep takes no more than this part of the time, however large the gallery is.
    private const int LargestShare = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var hints = new GalleryHints(root);
        try
        {
            index.Restore();
            await SweepAsync(hints, stoppingToken);
            await Task.WhenAll(
                SweepRegularlyAsync(hints, stoppingToken),
                FollowAsync(hints, stoppingToken),
                TidyRegularlyAsync(stoppingToken),
                SaveRegularlyAsync(stoppingToken));
        }
        finally
        {
            index.Save();
        }
    }

    private async Task SweepRegularlyAsync(GalleryHints hints, CancellationToken stoppingToken)
    {
        for (var rest = options.Value.SweepInterval; true; rest = TimeSpan.FromTicks(Math.Max(options.Value.SweepInterval.Ticks, rest.Ticks)))
        {
            await Task.Delay(rest, time, stoppingToken);
            var began = time.GetTimestamp();
            await SweepAsync(hints, stoppingToken);
            rest = (LargestShare - 1) * time.GetElapsedTime(began);
        }
    }

    private async Task SweepAsync(GalleryHints hints, CancellationToken stoppingToken)
    {
        try
        {
            OpenRoot();
            hints.Watch();
            await index.ScanAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }

    private async Task SaveRegularlyAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SaveInterval, time);
        do
            index.Save();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Somebody must see to what killed writers left, and this process looks at the whole tree anyway.</summary>
    private async Task TidyRegularlyAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.TemporaryFileLife, time);
        do
        {
            try
            {
                TemporaryFiles.DeleteAbandoned(root.FullPath, options.Value.TemporaryFileLife, time);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task FollowAsync(GalleryHints hints, CancellationToken stoppingToken)
    {
        while (await hints.Paths.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Settling, time, stoppingToken);
            var paths = new HashSet<string>(StringComparer.Ordinal);
            while (hints.Paths.TryRead(out var path))
                paths.UnionWith(GalleryListing.ImagesOf(root, path));
            await LookAsync(paths, stoppingToken);
        }
    }

    private async Task LookAsync(HashSet<string> paths, CancellationToken stoppingToken)
    {
        try
        {
            if (paths.Count > FewGone && paths.Count(index.HasVanished) > FewGone)
            {
                await index.ScanAsync(stoppingToken);
                return;
            }

            foreach (var path in paths)
                await index.AddAsync(path, stoppingToken);
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
