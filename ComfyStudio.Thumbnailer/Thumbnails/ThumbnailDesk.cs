using ComfyStudio.Images;
using ComfyStudio.Thumbnailer.Videos;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>
/// Where thumbnails are asked for, by an event or a request. It knows what need not be made, joins equal wishes, keeps the limits,
/// and remembers what cannot be read.
/// </summary>
internal sealed partial class ThumbnailDesk(
    ThumbnailShelf shelf, ThumbnailMaker maker, WorkGate gate, ThumbnailsTelemetry telemetry, ILogger<ThumbnailDesk> logger) : IDisposable
{
    private readonly SingleFlight<ImageKey, ThumbnailOutcome> _flights = new();
    private readonly DamagedImages _damaged = new();
    private readonly CancellationTokenSource _closing = new();

    internal bool IsReady(ImageKey image) => shelf.MissingSizes(image).Count == 0 && shelf.HasPlaceholder(image);

    /// <summary>Has every size of the image made that is not there yet.</summary>
    internal Task<ThumbnailOutcome> AskAsync(ImageKey image, CancellationToken cancellationToken) => AskAsync(image, isIdle: false, cancellationToken);

    /// <summary>The same for somebody who waits until nobody else wants anything: takes no place, so that nobody is turned away for it.</summary>
    internal Task<ThumbnailOutcome> AskIdlyAsync(ImageKey image, CancellationToken cancellationToken) => AskAsync(image, isIdle: true, cancellationToken);

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private async Task<ThumbnailOutcome> AskAsync(ImageKey image, bool isIdle, CancellationToken cancellationToken)
    {
        if (shelf.Find(image) is not { } path)
            return new ThumbnailOutcome.Missing();
        if (IsReady(image))
            return new ThumbnailOutcome.Ready();

        // As it is now, before it is read: what is noted of it must not be of a later one.
        var file = new FileInfo(path);
        file.Refresh();
        return _damaged.Find(file) is { } reason
            ? new ThumbnailOutcome.Damaged(reason)
            : await _flights.RunAsync(image, () => WorkAsync(file, image, isIdle)).WaitAsync(cancellationToken);
    }

    // Runs to its end for all who wait, whoever of them leaves: only the end of the program stops it.
    private async Task<ThumbnailOutcome> WorkAsync(FileInfo file, ImageKey image, bool isIdle)
    {
        var closing = _closing.Token;
        using var place = isIdle ? null : await gate.EnterAsync(closing);
        if (place is null && !isIdle)
            return new ThumbnailOutcome.Busy();
        try
        {
            await Task.Run(() => maker.MakeAsync(file, image, closing), closing);
            return new ThumbnailOutcome.Ready();
        }
        catch (Exception exception) when (exception is VipsException or ImageTooLargeException or VideoDamagedException)
        {
            return Remember(file, image, exception.Message);
        }
        catch (PosterUnavailableException exception)
        {
            LogNoPoster(image.RelativePath, exception.Message);
            return new ThumbnailOutcome.Damaged(exception.Message);
        }
        catch (FileNotFoundException)
        {
            return new ThumbnailOutcome.Missing();
        }
        catch (ImageRootOfflineException exception)
        {
            return new ThumbnailOutcome.Offline(exception.Message);
        }
    }

    private ThumbnailOutcome.Damaged Remember(FileInfo file, ImageKey image, string reason)
    {
        _damaged.Add(file, reason);
        if (!shelf.IsKnownDamaged(image))
        {
            // Once, and not after every start: the gallery may hold many.
            shelf.NoteDamaged(image);
            telemetry.Failed();
            LogDamaged(image.RelativePath, reason);
        }

        return new ThumbnailOutcome.Damaged(reason);
    }

    [LoggerMessage(LogLevel.Warning, "No thumbnails of {Path} until it changes: {Reason}")]
    private partial void LogDamaged(string path, string reason);

    [LoggerMessage(LogLevel.Debug, "No thumbnails of {Path}: {Reason}")]
    private partial void LogNoPoster(string path, string reason);
}
