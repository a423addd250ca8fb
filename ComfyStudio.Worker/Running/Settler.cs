using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Running;

/// <summary>Finds out by looking what became of a prompt, and never guesses. Keeps asking while the engine is away.</summary>
internal sealed class Settler(
    RecoveredFiles recovered, Alternatives alternatives, IOptions<RunningOptions> options, Random random, TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public async Task<Settlement> SettleAsync(JobRun run, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), LongestPause, random);
        while (true)
        {
            try
            {
                return await LookAsync(run, cancellationToken);
            }
            catch (ComfyUIException exception)
            {
                run.Engine.Look.Pulse();
                if (await GiveUpAsync(run, time.GetElapsedTime(began), exception, cancellationToken) is { } end)
                    return new Settlement.Ended(end);
            }
            await Task.Delay(backoff.Next(), time, cancellationToken);
        }
    }

    private async Task<Settlement> LookAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (await FindOnEngineAsync(run, cancellationToken) is { } found)
            return found;
        if (run.MayHaveArrived && await recovered.FindAsync(run.Engine, run.Graph, cancellationToken) is { } files)
            return new Settlement.Ended(new RunEnd.Rendered(files));
        var instance = await AskAsync(run, (client, token) => new InstanceMarker(client, time).ReadAsync(token), cancellationToken);
        if (instance is not null && run.Instance.Length > 0 && instance != run.Instance)
            return new Settlement.Absent(EngineRestarted: true);
        if (run.WasAccepted || !run.MayHaveArrived)
            return new Settlement.Absent(EngineRestarted: false);
        // Same process, no trace, no word that it ever took it: the request itself may still be under way.
        await Task.Delay(options.Value.SettleGrace, time, cancellationToken);
        return await FindOnEngineAsync(run, cancellationToken) ?? new Settlement.Absent(EngineRestarted: false);
    }

    /// <summary>The jobs API first; queue and history tell the same where a server has none, or an item slipped between two looks.</summary>
    private async Task<Settlement?> FindOnEngineAsync(JobRun run, CancellationToken cancellationToken)
    {
        var promptId = run.PromptId!;
        if (await AskAsync(run, (client, token) => client.FindJobAsync(promptId, token), cancellationToken) is { } job)
            return EngineAnswers.EndOf(job) is { } end ? new Settlement.Ended(end) : new Settlement.OnEngine();
        var queue = await AskAsync(run, (client, token) => client.GetQueueAsync(token), cancellationToken);
        if (queue.Running.Contains(promptId) || queue.Pending.Contains(promptId))
            return new Settlement.OnEngine();
        var entry = await AskAsync(run, (client, token) => client.FindHistoryAsync(promptId, token), cancellationToken);
        return entry is null ? null : new Settlement.Ended(EngineAnswers.EndOf(entry));
    }

    private Task<T> AskAsync<T>(JobRun run, Func<ComfyUIClient, CancellationToken, Task<T>> question, CancellationToken cancellationToken) =>
        run.Engine.AskAsync(question, options.Value.AnswerTimeout, time, cancellationToken);

    /// <summary>Null while it is worth waiting for the engine: nobody else could do the job, or it may be back in a moment.</summary>
    private async Task<RunEnd?> GiveUpAsync(JobRun run, TimeSpan away, ComfyUIException reason, CancellationToken cancellationToken)
    {
        if (run.CancelAsked && away >= options.Value.CancelPatience)
        {
            run.Engine.AbandonedPrompts.Enqueue(run.PromptId!);
            return new RunEnd.Cancelled();
        }
        if (away < options.Value.AwayTolerance || !await alternatives.ExistAsync(run, cancellationToken))
            return null;
        run.Engine.AbandonedPrompts.Enqueue(run.PromptId!);
        var failure = new JobFailure(FailureClass.EngineGone, $"{run.Engine.Name} went away; another engine takes over.", Detail: reason.Message);
        return new RunEnd.Broke(failure, EngineDied: run.WasExecuting);
    }
}
