using ComfyStudio.Worker.Dispatching;
using ComfyStudio.Worker.Engines;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker;

/// <summary>Starts every loop of the worker, and ends them in the right order.</summary>
internal sealed partial class WorkerLifetime(
    EngineStations stations, WantedEngines wanted, WorkerLoops loops, IOptions<DispatchOptions> options, ILogger<WorkerLifetime> logger)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _looping = new();
    private Task _loops = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (wanted.Configured.Count == 0)
            LogNoEngine();
        // Those that were added in the studio follow as soon as Redis answers.
        stations.Become(wanted.Configured);
        _loops = Task.WhenAll(loops.Start(_looping.Token));
        return Task.CompletedTask;
    }

    /// <summary>The stations first: leases have to be renewed as long as jobs are under way.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await EndAsync(stations.EndAsync(options.Value.ShutdownGrace), cancellationToken);
        await _looping.CancelAsync();
        await EndAsync(_loops, cancellationToken);
    }

    public void Dispose() => _looping.Dispose();

    private async Task EndAsync(Task work, CancellationToken cancellationToken)
    {
        try
        {
            await work.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Out of time. Leases and ownership end by themselves.
        }
        catch (Exception exception)
        {
            LogNotEnded(exception);
        }
    }

    [LoggerMessage(LogLevel.Information, "No engine is configured: add one on the Engines page, or set Engines__0__Address, for example to http://127.0.0.1:8188")]
    private partial void LogNoEngine();

    [LoggerMessage(LogLevel.Error, "A part of the worker did not end well")]
    private partial void LogNotEnded(Exception exception);
}
