using System.Collections.Concurrent;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Running;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>Feeds one engine: claims a job whenever a slot is free and the engine accepts jobs, and lets a runner take it from there.</summary>
internal sealed partial class JobDispatcher(
    Engine engine, Claims claims, JobRunner runner, IOptions<DispatchOptions> options, ILogger<JobDispatcher> logger) : IDisposable
{
    private readonly EngineSlots _slots = new(1 + options.Value.Prefetch);
    private readonly ConcurrentDictionary<Task, byte> _runs = [];

    /// <summary>The runs that go on now.</summary>
    public Task Running => Task.WhenAll(_runs.Keys);

    /// <param name="stopClaiming">Ends this loop; runs go on.</param>
    /// <param name="handBack">Ends the runs.</param>
    public async Task RunAsync(CancellationToken stopClaiming, CancellationToken handBack)
    {
        while (!stopClaiming.IsCancellationRequested)
        {
            try
            {
                await FillOneSlotAsync(stopClaiming, handBack);
            }
            catch (JobStoreUnavailableException exception)
            {
                LogStoreAway(engine.Id, exception.Message);
                await PauseAsync(stopClaiming);
            }
            catch (Exception exception) when (!stopClaiming.IsCancellationRequested)
            {
                LogClaimFailed(exception, engine.Id);
                await PauseAsync(stopClaiming);
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task FillOneSlotAsync(CancellationToken stopClaiming, CancellationToken handBack)
    {
        var slot = await _slots.TakeAsync(stopClaiming);
        try
        {
            var lease = await claims.NextAsync(stopClaiming);
            if (lease is not null)
            {
                await Start(lease, slot, handBack).Sent;
                return;
            }
        }
        catch
        {
            slot.GiveBack();
            throw;
        }
        slot.GiveBack();
        await PauseAsync(stopClaiming);
    }

    private async Task PauseAsync(CancellationToken stopClaiming) =>
        await engine.Work.WaitAsync(options.Value.PollInterval, stopClaiming).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private JobRun Start(HeldLease lease, EngineSlot slot, CancellationToken handBack)
    {
        var run = new JobRun(lease, engine, slot);
        var course = runner.RunAsync(run, handBack);
        _runs[course] = 0;
        course.ContinueWith(ended => _runs.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return run;
    }

    // The connection says once that Redis is away; this comes every second meanwhile.
    [LoggerMessage(LogLevel.Debug, "No job for engine {EngineId}: {Reason}")]
    private partial void LogStoreAway(string engineId, string reason);

    [LoggerMessage(LogLevel.Error, "Claiming for engine {EngineId} failed; trying again")]
    private partial void LogClaimFailed(Exception exception, string engineId);
}
