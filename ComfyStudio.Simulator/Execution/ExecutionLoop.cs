using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator.Execution;

/// <summary>The one worker: takes the next prompt, runs it, moves it to the history, says that it is over.</summary>
internal sealed partial class ExecutionLoop(
    PromptQueue queue, PromptExecutor executor, EventSockets sockets, EngineRoom room, ILogger<ExecutionLoop> logger) : BackgroundService
{
    // On a real server the history entry comes a moment after execution_success: 16 of 200 clients that asked at once did not find it.
    private const int PromptsPerLateEntry = 12;
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(1);

    // A real server begins the next prompt of its queue 2 ms after the end of the one before, by its own clock that counts whole ones.
    private static readonly TimeSpan Turnaround = TimeSpan.FromMilliseconds(1);

    private int _prompts;
    private long _ended;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (item, abort) = await queue.TakeAsync(room.Milliseconds, stoppingToken);
            TurnAround();
            room.EnterRun();
            try
            {
                await RunAsync(item, abort);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                LogForgotten(item.Id);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(e, item.Id);
                queue.Drop(item);
            }
            room.LeaveRun();
            _ended = room.Now;
        }
    }

    private void TurnAround()
    {
        if (room.Since(_ended) < Turnaround)
#pragma warning disable RS0030 // Timers tick in milliseconds and wake one or two late; sleeping is exact enough, and nothing else waits for this thread.
            Thread.Sleep(Turnaround);
#pragma warning restore RS0030
    }

    internal async Task RunAsync(PromptItem item, CancellationToken abort)
    {
        var started = room.Now;
        var run = new PromptRun(item, sockets, queue, room.PreviewMethod, () => room.Milliseconds);
        var finished = await executor.RunAsync(run, abort);
        sockets.RunningNode = null;
        if (++_prompts % PromptsPerLateEntry == 0)
            await room.WaitAsync(Late, abort);
        if (!queue.Finish(finished))
            return;
        sockets.SendToOwner(ServerEvents.Executing(null, item.Id));
        LogFinished(item.Id, finished.JobStatus, room.Since(started).TotalSeconds);
    }

    [LoggerMessage(LogLevel.Information, "Prompt {PromptId} {Status} in {Seconds:F2} s")]
    private partial void LogFinished(string promptId, string status, double seconds);

    [LoggerMessage(LogLevel.Information, "Prompt {PromptId} was forgotten")]
    private partial void LogForgotten(string promptId);

    [LoggerMessage(LogLevel.Error, "Prompt {PromptId} broke the simulator itself")]
    private partial void LogBroken(Exception exception, string promptId);
}
