using ComfyStudio.Images.Gallery;
using ComfyStudio.Thumbnailer.Thumbnails;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Backlog;

/// <summary>
/// Sees to it that every image has its thumbnails before anyone scrolls there: looks through the gallery at start and at an interval, the newest
/// folders first, and makes what is missing while nothing else is to do. The disk is its memory, so a restart goes on where it was.
/// </summary>
internal sealed partial class ThumbnailBacklog(
    GalleryFolders folders, BacklogInspector inspector, BacklogWorker worker, BacklogProgress progress, IOptions<ThumbnailOptions> options,
    TimeProvider time, ILogger<ThumbnailBacklog> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(options.Value.BacklogInterval, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        progress.Begin();
        var unfinished = LookThrough(cancellationToken);
        await worker.MakeAsync(unfinished.SelectMany(inspector.Missing), cancellationToken);
        progress.Is(folders.IsOnline ? BacklogState.Resting : BacklogState.Offline);
    }

    private List<string> LookThrough(CancellationToken cancellationToken)
    {
        var (whole, unfinished, all) = (default(FolderLook), new List<string>(), folders.List());
        foreach (var folder in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var look = inspector.Look(folder);
            whole += look;
            if (look.Missing > 0)
                unfinished.Add(folder);
        }

        if (folders.IsOnline)
        {
            inspector.Forget(all);
            progress.Looked(whole);
        }

        return unfinished;
    }

    [LoggerMessage(LogLevel.Warning, "The gallery could not be looked through for missing thumbnails; the next look tries again")]
    private partial void LogFailed(Exception exception);
}
