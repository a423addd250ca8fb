using ComfyStudio.Images.Exports;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Exports;

/// <summary>Makes what is asked for, one after the other, the oldest first: what the folder holds is the queue, so a restart goes on where it was.</summary>
internal sealed partial class ExportLoop(
    ExportShelf shelf, ExportRunner runner, ExportBell bell, IOptions<ExportOptions> options, ILogger<ExportLoop> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }

            await bell.WaitAsync(options.Value.LookInterval, stoppingToken);
        }
    }

    /// <summary>Until nothing waits any more.</summary>
    internal async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (shelf.List().LastOrDefault(export => export.State.IsOpen) is { } next)
            await runner.RunAsync(next, stoppingToken);
        if (shelf.Tidy(options.Value.Life) is > 0 and var removed)
            LogRemoved(removed);
    }

    [LoggerMessage(LogLevel.Warning, "Exports wait: they could not be looked after")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Information, "{Count} exports were past their time and are removed")]
    private partial void LogRemoved(int count);
}
