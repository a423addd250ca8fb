using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>Says of a frame that waits for others whether it goes on waiting.</summary>
internal sealed class WaitingJudge(ReferencePictures pictures, FramePlanner planner, FleetReader fleets, TimeProvider time)
{
    /// <summary>For so long a picture that was made is looked for in the gallery.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<WaitVerdict> JudgeAsync(WaitingLook look, SequenceRun run, Frame frame, Take take, CancellationToken cancellationToken)
    {
        var others = look.Sequence.AllTakes.Where(each => each.GroupId == run.GroupId && !each.IsWaiting).Select(look.States.Of).ToList();
        if (run.CancelAskedAt is not null)
            return run.CancelledAt is null || others.Any(other => other is { State: JobState.Cancelled, IsSettled: false }) ? WaitVerdict.Wait : new WaitVerdict.Over(JobState.Cancelled, null);
        if (run.StopAtFirstFailure && others.Any(other => other.HasFailed))
            return new WaitVerdict.Over(JobState.Cancelled, "Another frame failed, and the run was to stop there.");

        var references = new List<TakeReference>();
        foreach (var reference in take.References)
        {
            var (input, verdict) = reference.Input is { } known ? (known, null) : await FindAsync(look, run, reference, cancellationToken);
            if (verdict is not null)
                return verdict;
            references.Add(reference with { Input = input });
        }

        return await PlanAsync(look, frame, take with { References = references }, cancellationToken);
    }

    /// <returns>The picture, or why there is none.</returns>
    private async Task<(string? Input, WaitVerdict? Verdict)> FindAsync(WaitingLook look, SequenceRun run, TakeReference reference, CancellationToken cancellationToken)
    {
        var (sequence, states) = (look.Sequence, look.States);
        if (sequence.FindAnyFrame(reference.Frame) is not { } frame)
            return (null, new WaitVerdict.Over(JobState.Failed, "The frame whose picture it needs is gone."));
        var awaited = frame.Takes.LastOrDefault(take => take.GroupId == run.GroupId) is { } made ? states.Of(made) : null;
        if (!ReferencePictures.IsSettled(frame, states) && Unfinished(awaited, FrameWords.Name(sequence, frame.Id)) is { } verdict)
            return (null, verdict);
        if (await look.PictureAsync(frame, () => pictures.FindAsync(frame, states, cancellationToken)) is { } input)
            return (input, null);
        return (null, awaited?.Job?.EndedAt is { } ended && time.GetUtcNow() - ended < Patience
            ? WaitVerdict.Wait
            : new WaitVerdict.Over(JobState.Failed, $"It needs the picture of {FrameWords.Name(sequence, frame.Id)}, which is not there any more."));
    }

    private static WaitVerdict? Unfinished(TakeState? awaited, string name) => awaited switch
    {
        null or { State: JobState.Succeeded } => null,
        { IsSettled: false } => WaitVerdict.Wait,
        { State: JobState.Cancelled } => new WaitVerdict.Over(JobState.Cancelled, $"It needs the picture of {name}, which was cancelled."),
        _ => new WaitVerdict.Over(JobState.Failed, $"It needs the picture of {name}, which failed: {awaited.Failure}"),
    };

    private async Task<WaitVerdict> PlanAsync(WaitingLook look, Frame frame, Take take, CancellationToken cancellationToken)
    {
        var (errors, fleet) = (new FieldErrors(), await look.FleetAsync(() => fleets.ReadAsync(cancellationToken)));
        return await planner.PlanAgainAsync(look.Sequence, fleet, frame, take, errors, cancellationToken) is { } plan
            ? new WaitVerdict.Ready(plan)
            : new WaitVerdict.Over(JobState.Failed, $"It cannot be made any more: {errors}");
    }
}

/// <summary>What becomes of a frame that waited.</summary>
internal abstract record WaitVerdict
{
    private WaitVerdict()
    {
    }

    public static readonly WaitVerdict Wait = new Still();

    internal sealed record Ready(FramePlan Plan) : WaitVerdict;

    /// <param name="Reason">Null where the run says it.</param>
    internal sealed record Over(JobState State, string? Reason) : WaitVerdict;

    private sealed record Still : WaitVerdict;
}
