using ComfyStudio.Jobs;
using ComfyStudio.Worker.Dispatching;
using ComfyStudio.Worker.Failures;
using ComfyStudio.Worker.Telemetry;

namespace ComfyStudio.Worker.Running;

/// <summary>Takes one claimed job through its states to its end, or hands it back. The state is always written before the deed.</summary>
internal sealed partial class JobRunner(
    JobCourse course, JobFinisher finisher, HeldLeases leases, TimeProvider time, ILogger<JobRunner> logger)
{
    /// <summary>An engine that says each time that the picture is there, and never gives it.</summary>
    private const int MostReturns = 3;

    private static readonly TimeSpan ReleasePatience = TimeSpan.FromSeconds(1);

    /// <summary>Never throws: whatever happens is the job's, and is written to it.</summary>
    public async Task RunAsync(JobRun run, CancellationToken handBack)
    {
        // The claim's own work must not wait for this run, nor this span become that loop's.
        await Task.Yield();
        using var span = RunTrace.Start(run, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(handBack, run.Lease.Lost);
        run.Engine.Began(run.Job.Id);
        try
        {
            await RunToEndAsync(run, stop.Token);
        }
        catch (Exception exception) when (exception is LeaseLostException || run.Lease.Lost.IsCancellationRequested)
        {
            LogLeaseLost(run.Job.Id);
        }
        catch (OperationCanceledException) when (handBack.IsCancellationRequested)
        {
            await HandBackAsync(run);
        }
        catch (Exception exception)
        {
            LogNotEnded(exception, run.Job.Id);
        }
        finally
        {
            run.WasSent();
            run.EarlyFiles.Forget();
            LeaveEngine(run);
            await run.LastHint;
            leases.Drop(run.Lease);
        }
    }

    private async Task RunToEndAsync(JobRun run, CancellationToken cancellationToken)
    {
        var end = await ReachEndAsync(run, course.FollowAsync, cancellationToken);
        NoteEnd(run);
        for (var returns = 0; await finisher.FinishAsync(run, end, mayReturn: returns < MostReturns, cancellationToken) is Finish.EngineWentAway; returns++)
            end = await ReachEndAsync(run, course.ReturnAsync, cancellationToken);
    }

    private async Task<RunEnd> ReachEndAsync(
        JobRun run, Func<JobRun, CancellationToken, Task<RunEnd>> pursue, CancellationToken cancellationToken)
    {
        try
        {
            return await pursue(run, cancellationToken);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or LeaseLostException))
        {
            LogBroke(exception, run.Job.Id);
            return new RunEnd.Broke(FailureClassifier.Of(exception));
        }
    }

    private void NoteEnd(JobRun run)
    {
        run.FinishedAt ??= time.GetUtcNow();
        run.Engine.Holdings.Left(run.Job.Id);
        run.Engine.LastEndAt = run.FinishedAt;
        if (run.StartedAt is { } started)
            WorkerTelemetry.Ran(run.Engine.Id, run.FinishedAt.Value - started);
    }

    /// <summary>A prompt that was sent goes on there; whoever claims the job next finds it by its prompt id. One that was not may go anywhere.</summary>
    private async Task HandBackAsync(JobRun run)
    {
        using var patience = new CancellationTokenSource(ReleasePatience, time);
        try
        {
            await run.Lease.WriteAsync((queue, lease, token) => run.MayHaveArrived ? queue.ReleaseAsync(lease, token) : queue.GiveBackAsync(lease, token), patience.Token);
            LogHandedBack(run.Job.Id);
        }
        catch (Exception exception) when (exception is OperationCanceledException or LeaseLostException)
        {
            // The lease ends by itself, and another worker recovers the job then.
        }
    }

    private static void LeaveEngine(JobRun run)
    {
        run.Engine.Holdings.Left(run.Job.Id);
        run.Slot.GiveBack();
        run.Engine.Ended(run.Job.Id);
        if (run.PromptId is not null)
            run.Engine.Events.Close(run.PromptId);
        run.Engine.Work.Pulse();
    }

    [LoggerMessage(LogLevel.Warning, "Job {JobId} belongs to another worker now; leaving it alone")]
    private partial void LogLeaseLost(JobId jobId);

    [LoggerMessage(LogLevel.Information, "Job {JobId} handed back")]
    private partial void LogHandedBack(JobId jobId);

    [LoggerMessage(LogLevel.Error, "Job {JobId} failed in the worker")]
    private partial void LogBroke(Exception exception, JobId jobId);

    [LoggerMessage(LogLevel.Error, "Job {JobId} could not be ended; its lease will")]
    private partial void LogNotEnded(Exception exception, JobId jobId);
}
