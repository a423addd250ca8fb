using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Collecting;
using ComfyStudio.Worker.Dispatching;
using ComfyStudio.Worker.Failures;
using ComfyStudio.Worker.Telemetry;

namespace ComfyStudio.Worker.Running;

/// <summary>Does what the end of a run asks for: store and complete, retry or bury, confirm the cancel.</summary>
internal sealed partial class JobFinisher(OutputCollector collector, RetryPolicy policy, TimeProvider time, ILogger<JobFinisher> logger)
{
    /// <param name="mayReturn">Whether an engine that went away before the files were fetched is worth waiting for.</param>
    public Task<Finish> FinishAsync(JobRun run, RunEnd end, bool mayReturn, CancellationToken cancellationToken) => end switch
    {
        RunEnd.Rendered rendered => CollectAsync(run, rendered, mayReturn, cancellationToken),
        RunEnd.Broke broke => FailAsync(run, broke.Failure, broke.EngineDied, cancellationToken),
        RunEnd.Cancelled => ConfirmCancelAsync(run, cancellationToken),
        RunEnd.Withdrawn => GiveBackAsync(run, cancellationToken),
        _ => throw new InvalidOperationException($"Unknown end {end.GetType().Name}."),
    };

    private async Task<Finish> CollectAsync(JobRun run, RunEnd.Rendered rendered, bool mayReturn, CancellationToken cancellationToken)
    {
        IReadOnlyList<JobOutput> outputs;
        try
        {
            outputs = await StoreAsync(run, rendered, cancellationToken);
        }
        catch (ComfyUIUnreachableException exception) when (mayReturn)
        {
            run.Doubt = exception.Message;
            return Finish.EngineWentAway;
        }
        catch (StoringCancelledException)
        {
            return await ConfirmCancelAsync(run, cancellationToken);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or LeaseLostException))
        {
            return await FailAsync(run, FailureClassifier.OfStoring(exception), engineDied: false, cancellationToken);
        }
        await run.Lease.WriteAsync((queue, lease, token) => queue.CompleteAsync(lease, outputs, SampleOf(run), token), cancellationToken);
        WorkerTelemetry.Stored(run.Engine.Id, outputs.Count);
        LogSucceeded(run.Job.Id, run.Engine.Id, outputs.Count);
        return Finish.Done;
    }

    private async Task<IReadOnlyList<JobOutput>> StoreAsync(JobRun run, RunEnd.Rendered rendered, CancellationToken cancellationToken)
    {
        using var stored = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var noting = run.NoteCollectingAsync(time, stored.Token, cancellationToken);
        try
        {
            return await collector.CollectAsync(run, rendered.Outputs, cancellationToken);
        }
        finally
        {
            await stored.CancelAsync();
            // From here on nothing is noted: the end that is written next would be followed by it.
            await noting;
        }
    }

    /// <summary>Only of a run that this worker saw from its start to its end: a guess would spoil every estimate.</summary>
    private static RunSample? SampleOf(JobRun run) => run is { WasWarm: { } warm, StartedAt: { } started, FinishedAt: { } finished, Doubt: "" }
        ? new RunSample(run.Spec.TemplateId, run.Spec.Requirements.ClassKey(), warm, (finished - started).TotalSeconds, finished, run.Spec.Work)
        : null;

    private async Task<Finish> FailAsync(JobRun run, JobFailure failure, bool engineDied, CancellationToken cancellationToken)
    {
        var evidence = failure with { EngineId = run.Engine.Id, Attempt = run.Job.Attempt, At = time.GetUtcNow() };
        var outcome = policy.Decide(evidence, run.Job, engineDied);
        RunTrace.Failed(evidence);
        WorkerTelemetry.Failed(run.Engine.Id, failure.Class);
        LogFailed(run.Job.Id, run.Engine.Id, failure.Class, failure.Message, outcome.GetType().Name);
        await RelieveAsync(run, failure.Class, cancellationToken);
        await run.Lease.WriteAsync((queue, lease, token) => queue.FailAsync(lease, evidence, outcome, token), cancellationToken);
        return Finish.Done;
    }

    /// <summary>What the engine needs before it can do better.</summary>
    private static async Task RelieveAsync(JobRun run, FailureClass kind, CancellationToken cancellationToken)
    {
        if (kind is FailureClass.CudaFault)
            run.Engine.Quarantine();
        if (kind is not FailureClass.OutOfMemory)
            return;
        run.Engine.Holdings.ForgetModels();
        try
        {
            await run.Engine.Client.FreeAsync(unloadModels: true, freeMemory: true, cancellationToken);
        }
        catch (ComfyUIException)
        {
            // An engine that does not even answer this has other troubles; the retry finds out.
        }
    }

    private async Task<Finish> ConfirmCancelAsync(JobRun run, CancellationToken cancellationToken)
    {
        await run.Lease.WriteAsync((queue, lease, token) => queue.CancelledAsync(lease, token), cancellationToken);
        LogCancelled(run.Job.Id, run.Engine.Id);
        return Finish.Done;
    }

    private async Task<Finish> GiveBackAsync(JobRun run, CancellationToken cancellationToken)
    {
        await run.Lease.WriteAsync((queue, lease, token) => queue.GiveBackAsync(lease, token), cancellationToken);
        LogGivenBack(run.Job.Id, run.Engine.Id);
        return Finish.Done;
    }

    [LoggerMessage(LogLevel.Information, "Job {JobId} succeeded on engine {EngineId}: {Count} images")]
    private partial void LogSucceeded(JobId jobId, string engineId, int count);

    [LoggerMessage(LogLevel.Warning, "Job {JobId} failed on engine {EngineId} ({FailureClass}): {Reason} Next: {Outcome}")]
    private partial void LogFailed(JobId jobId, string engineId, FailureClass failureClass, string reason, string outcome);

    [LoggerMessage(LogLevel.Information, "Job {JobId} cancelled on engine {EngineId}")]
    private partial void LogCancelled(JobId jobId, string engineId);

    [LoggerMessage(LogLevel.Information, "Job {JobId} taken back from engine {EngineId}; another one may have it")]
    private partial void LogGivenBack(JobId jobId, string engineId);
}
