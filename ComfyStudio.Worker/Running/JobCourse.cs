using ComfyStudio.Jobs;
using ComfyStudio.Worker.Telemetry;

namespace ComfyStudio.Worker.Running;

/// <summary>
/// The way of one job through its engine: send, follow, and after every lost answer settle by looking. Sends again only what the
/// engine surely neither has nor ever made.
/// </summary>
internal sealed class JobCourse(PromptSubmitter submitter, PromptFollower follower, Settler settler)
{
    private const int MostSends = 3;

    public async Task<RunEnd> FollowAsync(JobRun run, CancellationToken cancellationToken) =>
        await ReachEndAsync(run, run.MayHaveArrived ? await SettleEarlierAsync(run, cancellationToken) : null, cancellationToken);

    /// <summary>Settles what became of a prompt whose end was known, because its engine went away before its files were fetched.</summary>
    public async Task<RunEnd> ReturnAsync(JobRun run, CancellationToken cancellationToken) =>
        await ReachEndAsync(run, await DoubtAsync(run, cancellationToken), cancellationToken);

    private async Task<RunEnd> ReachEndAsync(JobRun run, Settlement? settlement, CancellationToken cancellationToken)
    {
        var end = await PursueAsync(run, settlement, cancellationToken);
        // An earlier owner may have sent the interrupt that this one only sees the end of.
        return run.CancelAsked && EngineAnswers.WasInterrupted(end) ? new RunEnd.Cancelled() : end;
    }

    private async Task<RunEnd> PursueAsync(JobRun run, Settlement? settlement, CancellationToken cancellationToken)
    {
        var sends = 0;
        while (true)
        {
            if (settlement is Settlement.Ended ended)
                return ended.End;
            if (settlement is not Settlement.OnEngine)
            {
                if (MaySend(run, settlement as Settlement.Absent, sends++) is { } over)
                    return over;
                var submission = await submitter.SubmitAsync(run, cancellationToken);
                if (submission is Submission.Over refused)
                    return refused.End;
                if (submission is Submission.AnswerLost)
                {
                    settlement = await DoubtAsync(run, cancellationToken);
                    continue;
                }
            }
            if (await follower.FollowAsync(run, cancellationToken) is { } end)
                return end;
            settlement = await DoubtAsync(run, cancellationToken);
        }
    }

    private Task<Settlement> SettleEarlierAsync(JobRun run, CancellationToken cancellationToken)
    {
        run.WasSent();
        return settler.SettleAsync(run, cancellationToken);
    }

    /// <summary>Null when the graph may be sent, else how the run ends instead.</summary>
    private static RunEnd? MaySend(JobRun run, Settlement.Absent? absent, int sends)
    {
        if (run.CancelAsked)
            return new RunEnd.Cancelled();
        if (absent is not null && run.WasAccepted)
            return new RunEnd.Broke(Vanished(run, absent), EngineDied: absent.EngineRestarted && run.WasExecuting);
        if (run.IsToLeave)
            return new RunEnd.Withdrawn();
        return sends < MostSends
            ? null
            : new RunEnd.Broke(new JobFailure(FailureClass.Internal, $"The engine never took the graph. {run.Doubt}"));
    }

    private static JobFailure Vanished(JobRun run, Settlement.Absent absent) => absent.EngineRestarted
        ? new JobFailure(FailureClass.EngineGone, $"{run.Engine.Name} was restarted and forgot the job.", Detail: run.Doubt)
        : new JobFailure(FailureClass.EngineGone, $"{run.Engine.Name} does not know the job any more: its queue was cleared.", Detail: run.Doubt);

    private async Task<Settlement> DoubtAsync(JobRun run, CancellationToken cancellationToken)
    {
        RunTrace.Doubted(run.Doubt);
        await run.Lease.WriteAsync((queue, lease, token) => queue.UnknownAsync(lease, run.Doubt, token), cancellationToken);
        return await settler.SettleAsync(run, cancellationToken);
    }
}
