using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>What follows from how its takes stand.</summary>
internal sealed class SequenceStates(Sequence sequence, IReadOnlyDictionary<string, TakeState> takes)
{
    private static readonly TakeState Unknown = new(JobState.Unknown, null);

    public TakeState Of(Take take) => takes.GetValueOrDefault(take.Id) ?? Unknown;

    /// <summary>The run that its status speaks of: the last one that was no single frame.</summary>
    public SequenceRun? Run => sequence.Runs.LastOrDefault(run => !run.IsReroll);

    public SequenceStatus Status
    {
        get
        {
            if (sequence.Frames.Count == 0)
                return SequenceStatus.Prompting;
            if (takes.Values.Any(take => take.IsOpen))
                return SequenceStatus.Generating;
            return Run is { } run ? Of(run) : SequenceStatus.Reviewing;
        }
    }

    /// <summary>The take that is shown.</summary>
    public Take? Shown(Frame frame) => frame.Shown(take => Of(take).State is JobState.Succeeded);

    /// <summary>What is to be seen of a frame; null while there is nothing.</summary>
    public ImageRecord? PictureOf(Frame frame, ImageIndex index) =>
        frame.Picture is { } own && index.Find(own) is { } picture ? picture
        : Shown(frame) is { } shown ? Of(shown).Image
        : null;

    /// <summary>Its takes, in the order of the frames; those of frames that were taken out since are left out.</summary>
    public IReadOnlyList<(Frame Frame, Take Take, TakeState State)> TakesOf(SequenceRun run) =>
        [.. sequence.Frames.SelectMany(frame => frame.Takes.Where(take => take.GroupId == run.GroupId).Select(take => (frame, take, Of(take))))];

    private SequenceStatus Of(SequenceRun run)
    {
        var ended = TakesOf(run).Select(take => take.State).ToList();
        if (run.CancelAskedAt is not null && (ended.Count == 0 || ended.Any(take => take.State is JobState.Cancelled)))
            return SequenceStatus.Cancelled;
        var hasFailed = ended.Any(take => take.HasFailed);
        if (hasFailed && (run.StopAtFirstFailure || ended.All(take => take.State is not JobState.Succeeded)))
            return SequenceStatus.Failed;
        return ended.Count > 0 && ended.All(take => take.State is JobState.Cancelled) ? SequenceStatus.Cancelled : SequenceStatus.Complete;
    }
}
