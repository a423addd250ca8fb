using ComfyStudio.Worker.Dispatching;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker;

/// <summary>Starts every loop of the worker, and ends them in the right order.</summary>
internal sealed partial class WorkerLifetime(
    IReadOnlyList<EngineStation> stations, WorkerLoops loops, IOptions<DispatchOptions> options, TimeProvider time, ILogger<WorkerLifetime> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan HandBackPatience = TimeSpan.FromMilliseconds(1200);

    private readonly CancellationTokenSource _claiming = new();
    private readonly CancellationTokenSource _running = new();
    private readonly CancellationTokenSource _looping = new();
    private readonly List<Task> _tasks = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (stations.Count == 0)
            LogNoEngine();
        _tasks.AddRange(loops.Start(_looping.Token));
        foreach (var station in stations)
        {
            _tasks.Add(station.Agent.RunAsync(_looping.Token));
            _tasks.Add(station.Dispatcher.RunAsync(_claiming.Token, _running.Token));
        }
        return Task.CompletedTask;
    }

    /// <summary>Stop claiming; let what is nearly done end; hand back the rest, which its engine goes on with; give up the engines.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _claiming.CancelAsync();
        await EndAsync(Runs, options.Value.ShutdownGrace, cancellationToken);
        await _running.CancelAsync();
        await EndAsync(Runs, HandBackPatience, cancellationToken);
        await _looping.CancelAsync();
        await EndAsync(Task.WhenAll(_tasks), HandBackPatience, cancellationToken);
        await EndAsync(Task.WhenAll(stations.Select(station => station.Ownership.GiveUpAsync(cancellationToken))), HandBackPatience, cancellationToken);
    }

    public void Dispose()
    {
        _claiming.Dispose();
        _running.Dispose();
        _looping.Dispose();
    }

    private Task Runs => Task.WhenAll(stations.Select(station => station.Dispatcher.Running));

    private async Task EndAsync(Task work, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await work.WaitAsync(patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // The next step of the sequence deals with what is left.
        }
        catch (Exception exception)
        {
            LogNotEnded(exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "No engine is configured, so every job waits: set Engines__0__Address to a ComfyUI, for example http://127.0.0.1:8188")]
    private partial void LogNoEngine();

    [LoggerMessage(LogLevel.Error, "A part of the worker did not end well")]
    private partial void LogNotEnded(Exception exception);
}
