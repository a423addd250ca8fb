using ComfyStudio.Thumbnailer.Thumbnails;

namespace ComfyStudio.Thumbnailer.Backlog;

/// <summary>Has one image after the other made, each in its turn.</summary>
internal sealed partial class BacklogWorker(ThumbnailDesk desk, BacklogPace pace, BacklogProgress progress, TimeProvider time, ILogger<BacklogWorker> logger)
{
    private static readonly TimeSpan OfflinePause = TimeSpan.FromSeconds(2);

    internal Task MakeAsync(IEnumerable<ImageKey> images, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            images, new ParallelOptions { MaxDegreeOfParallelism = pace.Workers, CancellationToken = cancellationToken }, MakeAsync);

    private async ValueTask MakeAsync(ImageKey image, CancellationToken cancellationToken)
    {
        ThumbnailOutcome outcome = new ThumbnailOutcome.Busy();
        while (outcome is ThumbnailOutcome.Busy or ThumbnailOutcome.Offline)
        {
            if (outcome is ThumbnailOutcome.Offline)
            {
                progress.Is(BacklogState.Offline);
                await Task.Delay(OfflinePause, time, cancellationToken);
            }

            await pace.TakeTurnAsync(async () => outcome = await AskAsync(image, cancellationToken), cancellationToken);
        }

        Note(outcome);
    }

    private async Task<ThumbnailOutcome> AskAsync(ImageKey image, CancellationToken cancellationToken)
    {
        try
        {
            return await desk.AskIdlyAsync(image, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, or a folder that nobody may write to: the next look finds it missing again.
            LogFailed(exception, image.RelativePath);
            return new ThumbnailOutcome.Damaged(exception.Message);
        }
    }

    private void Note(ThumbnailOutcome outcome)
    {
        switch (outcome)
        {
            case ThumbnailOutcome.Ready:
                progress.Made();
                break;
            case ThumbnailOutcome.Missing:
                progress.Gone();
                break;
            default:
                progress.Failed();
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The thumbnails of {Path} could not be written")]
    private partial void LogFailed(Exception exception, string path);
}
