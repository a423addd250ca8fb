using ComfyStudio.Api.Jobs;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>How far a sequence is, in few words: asked twice a second where events cannot be had.</summary>
internal sealed class ProgressReader(TakeReader takes, JobQueue queue, MomentReader moments)
{
    public async Task<SequenceProgressView> ReadAsync(Sequence sequence, CancellationToken cancellationToken)
    {
        var states = new SequenceStates(sequence, await takes.ReadAsync(sequence, onlyOpen: false, cancellationToken));
        var ofRun = states.Run is { } run ? states.TakesOf(run) : [];
        IReadOnlyList<Job> open = [.. sequence.Frames.SelectMany(frame => frame.Takes).Select(take => states.Of(take)).Where(state => state.IsOpen).Select(state => state.Job).OfType<Job>()];
        var working = ofRun.FirstOrDefault(take => take.State.State.IsActive()).Frame;
        return new SequenceProgressView(
            states.Status, states.Run?.Pass, working is null ? null : sequence.IndexOf(working.Id) + 1, ofRun.Count,
            ofRun.Count(take => take.State.State is JobState.Succeeded), ofRun.Count(take => take.State.HasFailed),
            open.Count == 0 ? null : await SecondsLeftAsync(open, states, sequence, cancellationToken),
            [.. sequence.Frames.Select(frame => Of(frame, states))]);
    }

    private static FrameProgressView Of(Frame frame, SequenceStates states)
    {
        var last = frame.Takes is [.., var take] ? states.Of(take) : null;
        return new FrameProgressView(frame.Id, last?.State, last?.Image?.Id, last?.Progress, last?.WaitReason);
    }

    /// <summary>Until the last of them is through.</summary>
    private async Task<double?> SecondsLeftAsync(IReadOnlyList<Job> open, SequenceStates states, Sequence sequence, CancellationToken cancellationToken)
    {
        var moment = await moments.ReadRecentAsync(open, cancellationToken);
        var queued = open.Where(job => job.State is JobState.Queued).Select(job => job.Id).ToList();
        var positions = queued.Count == 0 ? new Dictionary<JobId, long>() : await queue.PositionsAsync(queued, cancellationToken);
        var progress = sequence.Frames.SelectMany(frame => frame.Takes).Select(states.Of).Where(state => state.Job is not null).ToDictionary(state => state.Job!.Id, state => state.Progress ?? 0);
        var left = open.Select(job => moment.Estimates?.Of(job, positions.TryGetValue(job.Id, out var position) ? position : null, moment, progress.GetValueOrDefault(job.Id)))
            .Where(estimate => estimate?.RunSeconds is not null)
            .Select(estimate => (Until: (estimate!.WaitSeconds?.Typical ?? 0) + estimate.RunSeconds!.Typical, Run: estimate.RunSeconds.Typical)).ToList();

        // Those that the queue does not know yet take about as long as these.
        var waiting = sequence.Frames.SelectMany(frame => frame.Takes).Count(take => take.IsWaiting);
        return left.Count == 0 ? null : left.Max(each => each.Until) + (waiting * left.Average(each => each.Run));
    }
}
