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
    private readonly ConcurrentDictionary<JobRun, Task> _runs = [];
    private CancellationTokenSource _handBack = new();
    private Withdrawal _withdrawal;

    /// <summary>The runs that go on now.</summary>
    public Task Running => Task.WhenAll(_runs.Values);

    /// <param name="stopClaiming">Ends this loop; runs go on.</param>
    public async Task RunAsync(CancellationToken stopClaiming)
    {
        while (!stopClaiming.IsCancellationRequested)
        {
            try
            {
                await FillOneSlotAsync(stopClaiming);
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

    /// <summary>Ends the runs of now; what was sent goes on at the engine, and whoever claims the job next finds it there.</summary>
    public void HandBack()
    {
        var before = Interlocked.Exchange(ref _handBack, new CancellationTokenSource());
        before.Cancel();
    }

    /// <summary>Which of its jobs, those of now and those to come, the engine shall have no more.</summary>
    public void Withdraw(Withdrawal withdrawal)
    {
        if (_withdrawal == withdrawal)
            return;
        _withdrawal = withdrawal;
        foreach (var run in _runs.Keys)
            run.Withdraw(withdrawal);
    }

    public void Dispose()
    {
        _slots.Dispose();
        _handBack.Dispose();
    }

    private async Task FillOneSlotAsync(CancellationToken stopClaiming)
    {
        var slot = await _slots.TakeAsync(stopClaiming);
        try
        {
            var lease = await claims.NextAsync(stopClaiming);
            if (lease is not null)
            {
                await Start(lease, slot).Sent;
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

    private JobRun Start(HeldLease lease, EngineSlot slot)
    {
        var run = new JobRun(lease, engine, slot);
        var course = runner.RunAsync(run, _handBack.Token);
        _runs[run] = course;
        course.ContinueWith(_ => _runs.TryRemove(run, out var _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        run.Withdraw(_withdrawal);
        return run;
    }

    // The connection says once that Redis is away; this comes every second meanwhile.
    [LoggerMessage(LogLevel.Debug, "No job for engine {EngineId}: {Reason}")]
    private partial void LogStoreAway(string engineId, string reason);

    [LoggerMessage(LogLevel.Error, "Claiming for engine {EngineId} failed; trying again")]
    private partial void LogClaimFailed(Exception exception, string engineId);
}
