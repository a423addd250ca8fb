using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Collecting;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Running;

/// <summary>
/// Follows a prompt that the engine has, to its end. The socket is the hint that makes it quick, the jobs API is the truth: it gives
/// the result, and it is asked whenever the socket is silent.
/// </summary>
internal sealed class PromptFollower(PromptStopper stopper, PromptWithdrawer withdrawer, OutputStorage storage, IOptions<RunningOptions> options, TimeProvider time)
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    /// <summary>Null when the engine's word is missing; <see cref="JobRun.Doubt"/> says why.</summary>
    public async Task<RunEnd?> FollowAsync(JobRun run, CancellationToken cancellationToken)
    {
        using var watch = new PromptWatch(run, storage, time);
        try
        {
            return await WatchAsync(run, watch, cancellationToken);
        }
        catch (ComfyUIException exception)
        {
            run.Doubt = exception.Message;
            return null;
        }
    }

    private async Task<RunEnd?> WatchAsync(JobRun run, PromptWatch watch, CancellationToken cancellationToken)
    {
        var inbox = run.Engine.Events.Open(run.PromptId!);
        await using var nudge = run.Lease.CancelAsked.Register(inbox.Nudge);
        while (true)
        {
            if (run.CancelAsked)
                return await CancelAsync(run, cancellationToken);
            if (run.IsToLeave && await WithdrawAsync(run, watch, cancellationToken) is { } left)
                return left;
            if (run.ExecutingSince is { } since && time.GetElapsedTime(since) >= options.Value.ExecutionTimeout)
                return await TimeOutAsync(run, cancellationToken);
            var heard = await inbox.ReadAsync(watch.Patience(SilenceOf(run)), cancellationToken);
            if (heard is not null)
                watch.Hear(heard, cancellationToken);
            if (heard?.Event is ComfyUIEvent.PromptEnded || watch.IsSilent(SilenceOf(run)))
            {
                if (await AskAsync(run, watch, cancellationToken) is { } answer)
                    return answer.End;
            }
        }
    }

    private TimeSpan SilenceOf(JobRun run) => run.HasSocket ? options.Value.Silence : options.Value.SilenceWithoutSocket;

    private async Task<Answer?> AskAsync(JobRun run, PromptWatch watch, CancellationToken cancellationToken)
    {
        var job = await run.Engine.AskAsync(
            (client, token) => client.FindJobAsync(run.PromptId!, token), options.Value.AnswerTimeout, time, cancellationToken);
        if (job is null)
        {
            run.Doubt = "The engine does not know the prompt any more.";
            return new Answer(null);
        }
        watch.Learn(job, cancellationToken);
        return EngineAnswers.EndOf(job) is { } end ? new Answer(end) : null;
    }

    private async Task<RunEnd> CancelAsync(JobRun run, CancellationToken cancellationToken)
    {
        // However long it takes: until the engine has stopped, the job is not cancelled.
        await stopper.StopAsync(run, TimeSpan.MaxValue, cancellationToken);
        return new RunEnd.Cancelled();
    }

    /// <summary>Null when it was begun meanwhile and stays.</summary>
    private async Task<RunEnd?> WithdrawAsync(JobRun run, PromptWatch watch, CancellationToken cancellationToken)
    {
        if (await withdrawer.WithdrawAsync(run, cancellationToken) is not { } job)
            return new RunEnd.Withdrawn();
        watch.Learn(job, cancellationToken);
        return EngineAnswers.EndOf(job);
    }

    private async Task<RunEnd> TimeOutAsync(JobRun run, CancellationToken cancellationToken)
    {
        var stopped = await stopper.StopAsync(run, StopPatience, cancellationToken);
        var message = $"It ran longer than {options.Value.ExecutionTimeout.TotalSeconds:0.#} seconds and was interrupted.";
        return new RunEnd.Broke(new JobFailure(
            FailureClass.Timeout, message, Detail: stopped ? null : "The engine did not react to the interrupt and may still be executing it."));
    }

    /// <summary>The engine's answer that ends the watch; without an end it does not know the prompt.</summary>
    private sealed record Answer(RunEnd? End);
}
