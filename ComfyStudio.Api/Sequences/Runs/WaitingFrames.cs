using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>
/// Frames of a run that need the picture of another one: each goes into the queue as soon as that is there, in the run's own group, or ends
/// with why it never will be. That they wait is in the document, so whoever comes after a crash goes on with it. Only for whoever holds the
/// sequence alone.
/// </summary>
internal sealed class WaitingFrames(SequenceBook book, TakeReader takes, WaitingJudge judge, RunMaker maker, RunLauncher launcher, JobQueue queue)
{
    /// <exception cref="JobStoreUnavailableException">The queue is away.</exception>
    public async Task<Sequence> SendAsync(Sequence sequence, CancellationToken cancellationToken)
    {
        if (WaitingIn(sequence).Count == 0)
            return sequence;
        var look = new WaitingLook(sequence, new SequenceStates(sequence, await takes.ReadAsync(sequence, onlyOpen: false, cancellationToken)));
        if (GoingOn(sequence, look.States) is { } uncancelled)
            return await SendAsync(book.Save(uncancelled), cancellationToken);

        var (ended, ready) = (sequence, new List<(SequenceRun Run, FramePlan Plan, Take Take)>());
        foreach (var (run, frame, take) in WaitingIn(sequence))
        {
            switch (await judge.JudgeAsync(look, run, frame, take, cancellationToken))
            {
                case WaitVerdict.Ready { Plan: var plan }:
                    ready.Add((run, plan, take));
                    break;
                case WaitVerdict.Over over:
                    ended = End(ended, frame, take, over);
                    break;
            }
        }

        // Others may have waited for those that ended.
        if (ended != sequence)
        {
            await EndRunsAsync(sequence, ended, cancellationToken);
            return await SendAsync(book.Save(ended), cancellationToken);
        }

        foreach (var group in ready.GroupBy(each => each.Run))
            sequence = await launcher.LaunchAsync(sequence, maker.Grow(sequence, group.Key, [.. group.Select(each => (each.Plan, each.Take))]), cancellationToken);
        return sequence;
    }

    /// <summary>Those of a run that wait.</summary>
    public static IEnumerable<Take> Of(Sequence sequence, GroupId run) => sequence.AllTakes.Where(take => take.IsWaiting && take.GroupId == run);

    /// <summary>The queue holds a run for unfinished while frames of it wait. Before it is noted that none does: then a crash in between only repeats it.</summary>
    private async Task EndRunsAsync(Sequence before, Sequence ended, CancellationToken cancellationToken)
    {
        foreach (var run in WaitingIn(before).Select(each => each.Run.GroupId).Distinct().Where(run => !Of(ended, run).Any()))
            await queue.ExpectNoMoreAsync(run, cancellationToken);
    }

    private static List<(SequenceRun Run, Frame Frame, Take Take)> WaitingIn(Sequence sequence) =>
    [
        .. sequence.AllFrames.SelectMany(frame => frame.Takes.Where(take => take.IsWaiting).Select(take => (frame, take)))
            .Select(each => (Run: sequence.Runs.FirstOrDefault(run => run.GroupId == each.take.GroupId), each.frame, each.take))
            .Where(each => each.Run is not null).Select(each => (each.Run!, each.frame, each.take)),
    ];

    /// <summary>Jobs that wait in the queue after all of them were cancelled: somebody took that back.</summary>
    /// <returns>Null where nobody did.</returns>
    private static Sequence? GoingOn(Sequence sequence, SequenceStates states)
    {
        var back = WaitingIn(sequence).Select(each => each.Run).Where(run => run.CancelledAt is not null && sequence.AllTakes
            .Any(take => take.GroupId == run.GroupId && states.Of(take).Job is { State: JobState.Queued, CancelRequested: false })).ToHashSet();
        return back.Count == 0 ? null : sequence with
        {
            Runs = [.. sequence.Runs.Select(run => back.Contains(run) ? run with { CancelAskedAt = null, CancelledAt = null } : run)],
        };
    }

    private static Sequence End(Sequence sequence, Frame frame, Take take, WaitVerdict.Over over) => sequence.WithTake(frame.Id, into => into with
    {
        Takes = [.. into.Takes.Select(each => each.Id == take.Id ? each.WithResult(new TakeResult(over.State, null, each.JobId, Failure: over.Reason)) : each)],
    });
}
