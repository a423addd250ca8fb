using ComfyStudio.ComfyUI;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Running;

/// <summary>Takes a prompt back from its engine so that another one may have the job, and makes sure that it is not made there after all.</summary>
internal sealed class PromptWithdrawer(PromptStopper stopper, IOptions<RunningOptions> options, TimeProvider time)
{
    /// <summary>Null when the engine has it no more; else what became of it before it could be taken back.</summary>
    /// <exception cref="ComfyUIUnreachableException">The engine went away, so nothing is known.</exception>
    public async Task<EngineJob?> WithdrawAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (run.Withdrawal is Withdrawal.Everything)
            await stopper.StopAsync(run, TimeSpan.MaxValue, cancellationToken);
        else
            await AskAsync(run, (client, token) => TakeFromQueueAsync(client, run.PromptId!, token), cancellationToken);
        var job = await AskAsync(run, (client, token) => client.FindJobAsync(run.PromptId!, token), cancellationToken);
        return job is { Status: EngineJobStatus.Cancelled } ? null : job;
    }

    /// <summary>Unlike a cancel it does not touch a prompt that begins at this moment.</summary>
    private static async Task<bool> TakeFromQueueAsync(ComfyUIClient client, string promptId, CancellationToken cancellationToken)
    {
        await client.DeletePendingAsync([promptId], cancellationToken);
        return true;
    }

    private Task<T> AskAsync<T>(JobRun run, Func<ComfyUIClient, CancellationToken, Task<T>> question, CancellationToken cancellationToken) =>
        run.Engine.AskAsync(question, options.Value.AnswerTimeout, time, cancellationToken);
}
