using ComfyStudio.Images;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>
/// Where thumbnails are asked for, by an event or a request. It knows what need not be made, joins equal wishes, keeps the limits,
/// and remembers what cannot be read.
/// </summary>
internal sealed partial class ThumbnailDesk(
    ImageStore store, ThumbnailMaker maker, WorkGate gate, ThumbnailsTelemetry telemetry, ILogger<ThumbnailDesk> logger) : IDisposable
{
    private readonly SingleFlight<ImageKey, ThumbnailOutcome> _flights = new();
    private readonly DamagedImages _damaged = new();
    private readonly CancellationTokenSource _closing = new();

    internal bool IsReady(ImageKey image) => maker.MissingSizes(image).Count == 0;

    /// <summary>Has every size of the image made that is not there yet.</summary>
    internal async Task<ThumbnailOutcome> AskAsync(ImageKey image, CancellationToken cancellationToken)
    {
        if (store.Resolve(image.RelativePath) is not { } path)
            return new ThumbnailOutcome.Missing();
        if (IsReady(image))
            return new ThumbnailOutcome.Ready();

        var file = new FileInfo(path);
        return _damaged.Find(file) is { } reason
            ? new ThumbnailOutcome.Damaged(reason)
            : await _flights.RunAsync(image, () => WorkAsync(file, image)).WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    // Runs to its end for all who wait, whoever of them leaves: only the end of the program stops it.
    private async Task<ThumbnailOutcome> WorkAsync(FileInfo file, ImageKey image)
    {
        var closing = _closing.Token;
        using var place = await gate.EnterAsync(closing);
        if (place is null)
            return new ThumbnailOutcome.Busy();
        try
        {
            await Task.Run(() => maker.MakeAsync(file, image, closing), closing);
            return new ThumbnailOutcome.Ready();
        }
        catch (Exception exception) when (exception is VipsException or ImageTooLargeException)
        {
            return Remember(file, image, exception.Message);
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
        telemetry.Failed();
        LogDamaged(image.RelativePath, reason);
        return new ThumbnailOutcome.Damaged(reason);
    }

    [LoggerMessage(LogLevel.Warning, "No thumbnails of {Path} until it changes: {Reason}")]
    private partial void LogDamaged(string path, string reason);
}
