using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Failures;
using ComfyStudio.Worker.Telemetry;

namespace ComfyStudio.Worker.Running;

/// <summary>What sending a graph came to.</summary>
internal abstract record Submission
{
    private Submission()
    {
    }

    public sealed record Accepted : Submission;

    /// <summary>Nobody knows whether the engine has it.</summary>
    public sealed record AnswerLost : Submission;

    public sealed record Over(RunEnd End) : Submission;
}

/// <summary>Sends one graph to the engine: inputs first, then the prompt id into Redis, and only then the graph itself.</summary>
internal sealed partial class PromptSubmitter(InputUploader inputs, TimeProvider time, ILogger<PromptSubmitter> logger)
{
    /// <summary>Lets the engine choose what it can: latent previews cost next to nothing.</summary>
    private const string PreviewMethod = "auto";

    public async Task<Submission> SubmitAsync(JobRun run, CancellationToken cancellationToken)
    {
        try
        {
            var request = await PrepareAsync(run, cancellationToken);
            await FixPromptAsync(run, cancellationToken);
            if (run.CancelAsked)
                return new Submission.Over(new RunEnd.Cancelled());
            return await SendAsync(run, request, cancellationToken);
        }
        catch (ComfyUIUnreachableException exception)
        {
            return Lost(run, exception.RequestMayHaveArrived, exception);
        }
        catch (PromptRejectedException rejection)
        {
            return new Submission.Over(new RunEnd.Broke(FailureClassifier.Of(rejection)));
        }
        catch (ComfyUIResponseException answer) when ((int)answer.Status is >= 400 and < 500 and not (401 or 403 or 404 or 408 or 429))
        {
            return new Submission.Over(new RunEnd.Broke(FailureClassifier.Of(answer)));
        }
        catch (ComfyUIResponseException answer)
        {
            // ComfyUI can answer 500 and have queued the prompt all the same; a proxy's error says nothing either way.
            return Lost(run, mayHaveArrived: true, answer);
        }
        finally
        {
            run.WasSent();
        }
    }

    private async Task<PromptRequest> PrepareAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (!run.IsPromptFixed)
            await TakeNewPromptIdAsync(run, cancellationToken);
        run.ClientId = run.Engine.ClientId;
        run.Engine.Events.Open(run.PromptId!);
        var graph = run.Graph.Clone();
        ModelSpelling.Apply(graph, run.Engine.Condition.Catalog);
        await inputs.UploadAsync(run, graph, cancellationToken);
        // Without a socket nobody hears the events; an id of nobody keeps the engine from telling everybody.
        return new PromptRequest(graph.ToJsonElement(), run.PromptId!, run.ClientId ?? run.PromptId!, PreviewMethod: PreviewMethod);
    }

    private async Task TakeNewPromptIdAsync(JobRun run, CancellationToken cancellationToken)
    {
        await ForgetEarlierAsync(run, cancellationToken);
        run.PromptId = Guid.CreateVersion7(time.GetUtcNow()).ToString("D");
        run.MayHaveArrived = false;
        run.Instance = run.Engine.Condition.Instance ?? "";
    }

    /// <summary>The prompt id is in Redis before the graph is on its way, and the lease still held.</summary>
    private static async Task FixPromptAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (run.IsPromptFixed)
            await run.Lease.ConfirmAsync(cancellationToken);
        else
            await run.Lease.WriteAsync((queue, lease, token) => queue.SubmittingAsync(lease, run.PromptId!, run.Instance, token), cancellationToken);
        run.IsPromptFixed = false;
    }

    /// <summary>Should an earlier request arrive after all, it must not make a second picture.</summary>
    private static async Task ForgetEarlierAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (run.PromptId is null)
            return;
        run.Engine.Events.Close(run.PromptId);
        if (run.MayHaveArrived)
            await run.Engine.Client.CancelAsync(run.PromptId, cancellationToken);
    }

    private async Task<Submission> SendAsync(JobRun run, PromptRequest request, CancellationToken cancellationToken)
    {
        run.MayHaveArrived = true;
        var accepted = await run.Engine.Client.SubmitAsync(request, cancellationToken);
        run.SubmittedAt = time.GetUtcNow();
        RunTrace.Submitted(accepted);
        if (accepted.NodeErrors.Count > 0)
            LogLeftOut(run.Job.Id, accepted.NodeErrors.Count, RejectionText.Of(accepted.NodeErrors[0]));
        run.Lease.Note((queue, lease, token) => queue.SubmittedAsync(lease, token), cancellationToken);
        return new Submission.Accepted();
    }

    private static Submission.AnswerLost Lost(JobRun run, bool mayHaveArrived, ComfyUIException reason)
    {
        run.MayHaveArrived = run.MayHaveArrived && mayHaveArrived;
        run.Doubt = reason.Message;
        run.Engine.Look.Pulse();
        return new Submission.AnswerLost();
    }

    [LoggerMessage(LogLevel.Warning, "Job {JobId}: the engine left out outputs that do not validate ({Count} errors): {Error}")]
    private partial void LogLeftOut(JobId jobId, int count, string error);
}
