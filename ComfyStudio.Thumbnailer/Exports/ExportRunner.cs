using ComfyStudio.Images;
using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Videos;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Exports;

/// <summary>Has one export made, from wherever an earlier try ended, and notes how it went.</summary>
internal sealed partial class ExportRunner(
    ExportShelf shelf, IEnumerable<IExportMaker> makers, IOptions<ExportOptions> options, TimeProvider time, ILogger<ExportRunner> logger)
{
    // A process that ends each time it tries would try for ever.
    private const int MostStarts = 3;

    private static readonly TimeSpan CancelLook = TimeSpan.FromMilliseconds(200);

    private volatile bool _isRunning;

    /// <summary>Somebody waits for one that is being made.</summary>
    internal bool IsRunning => _isRunning;

    /// <exception cref="ImageRootOfflineException">The images folder is away; it goes on when that is back.</exception>
    internal async Task RunAsync(Export export, CancellationToken stoppingToken)
    {
        var (order, state) = (export.Order, new ExportState(ExportStatus.Running, 0, export.Order.Frames.Count) { Starts = export.State.Starts + 1 });
        if (export.State.Starts >= MostStarts)
        {
            End(order, state, ExportStatus.Failed, $"The Thumbnailer ended {MostStarts} times while it made this. Its log may say why; try fewer frames or a smaller width.");
            return;
        }

        shelf.Note(order.Id, state);
        _isRunning = true;
        try
        {
            await RunAsync(order, state, stoppingToken);
        }
        catch (Exception exception) when (stoppingToken.IsCancellationRequested || exception is ImageRootOfflineException)
        {
            // Nobody's fault: this start does not count.
            TryNote(order.Id, state with { Status = ExportStatus.Queued, Starts = export.State.Starts });
            throw;
        }
        finally
        {
            _isRunning = false;
        }
    }

    private async Task RunAsync(ExportOrder order, ExportState state, CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await using var alarm = time.CreateTimer(_ => stop.Cancel(), null, options.Value.WorkTime, Timeout.InfiniteTimeSpan);
        await using var look = time.CreateTimer(_ => StopWhenCancelled(order.Id, stop), null, CancelLook, CancelLook);
        var work = new ExportWork(order, shelf.BeginWork(order.Id), new ExportProgress(shelf, order.Id, state, time).Tell);
        try
        {
            await makers.Single(maker => maker.Makes(order.Kind)).MakeAsync(work, stop.Token);
            stop.Token.ThrowIfCancellationRequested();
            var bytes = shelf.Publish(order, work.Path);
            End(order, state with { Done = state.Total, Bytes = bytes, Warnings = work.Warnings }, ExportStatus.Done, problem: null);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested && exception is not ImageRootOfflineException)
        {
            End(order, state with { Done = work.Done, Warnings = work.Warnings }, exception);
        }
        finally
        {
            TryEndWork(order.Id);
        }
    }

    private void End(ExportOrder order, ExportState state, Exception exception)
    {
        if (shelf.IsCancelled(order.Id) || shelf.Find(order.Id) is null)
        {
            End(order, state, ExportStatus.Cancelled, problem: null);
            return;
        }

        var problem = exception switch
        {
            ExportProblemException or FfmpegMissingException => exception.Message,
            OperationCanceledException => $"It was not done after {options.Value.WorkTime.TotalMinutes:0.#} minutes (Exports:WorkTime). Try fewer frames or a smaller width.",
            IOException or UnauthorizedAccessException => $"The file could not be written: {exception.Message}",
            _ => "Something went wrong in the Thumbnailer; its log has the details.",
        };
        LogFailed(exception, order.Id, problem);
        End(order, state, ExportStatus.Failed, problem);
    }

    private void End(ExportOrder order, ExportState state, ExportStatus status, string? problem)
    {
        shelf.Note(order.Id, state with { Status = status, Problem = problem, EndedAt = time.GetUtcNow() });
        LogEnded(order.Id, order.Kind, status);
    }

    private void StopWhenCancelled(string id, CancellationTokenSource stop)
    {
        if (shelf.IsCancelled(id))
            stop.Cancel();
    }

    private void TryNote(string id, ExportState state)
    {
        try
        {
            shelf.Note(id, state);
        }
        catch (IOException)
        {
            // What is on the disk says that it runs, and it will.
        }
    }

    private void TryEndWork(string id)
    {
        try
        {
            shelf.EndWork(id);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogLeft(exception, id);
        }
    }

    [LoggerMessage(LogLevel.Information, "Export {ExportId} ({Kind}): {Status}")]
    private partial void LogEnded(string exportId, ExportKind kind, ExportStatus status);

    [LoggerMessage(LogLevel.Warning, "Export {ExportId} failed: {Problem}")]
    private partial void LogFailed(Exception exception, string exportId, string problem);

    [LoggerMessage(LogLevel.Warning, "What export {ExportId} did not finish could not be removed; it goes with the export")]
    private partial void LogLeft(Exception exception, string exportId);
}
