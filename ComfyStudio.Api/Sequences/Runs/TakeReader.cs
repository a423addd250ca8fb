using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Jobs;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>How takes stand: as the queue says, as long as it knows them; then as it was noted when they ended, and as the files say.</summary>
internal sealed class TakeReader(JobQueue queue, GalleryReader gallery, ImageIndex index, RunningHints hints, TimeProvider time)
{
    // A job that is tried again goes on as another one, and that may be tried again, too.
    private const int MostRetries = 20;

    public static readonly string Forgotten = "The queue does not know this job any more, and no picture of it is there. Make the frame again.";

    /// <param name="onlyOpen">Believe what is noted of those that ended: enough for a list.</param>
    public async Task<IReadOnlyDictionary<string, TakeState>> ReadAsync(Sequence sequence, bool onlyOpen, CancellationToken cancellationToken)
    {
        var takes = sequence.AllTakes.ToList();
        var asked = takes.Where(take => !take.IsWaiting && take.Result is not { State: JobState.Succeeded } && !(onlyOpen && take.Result is not null)).ToList();
        var jobs = await FindJobsAsync(asked, cancellationToken);
        var states = new Dictionary<string, TakeState>(takes.Count, StringComparer.Ordinal);
        foreach (var take in takes)
            states[take.Id] = take.IsWaiting ? Waiting(sequence, take) : jobs.Jobs.GetValueOrDefault(take.Id) is { } job ? await OfAsync(job, cancellationToken) : Noted(take, jobs.IsAway);
        return states;
    }

    private async Task<(IReadOnlyDictionary<string, Job> Jobs, bool IsAway)> FindJobsAsync(List<Take> takes, CancellationToken cancellationToken)
    {
        try
        {
            return takes.Count == 0 ? (new Dictionary<string, Job>(), false) : (await FollowAsync(takes, cancellationToken), false);
        }
        catch (JobStoreUnavailableException)
        {
            // The document can be read and changed all the same.
            return (new Dictionary<string, Job>(), true);
        }
    }

    private async Task<IReadOnlyDictionary<string, Job>> FollowAsync(List<Take> takes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Job>(StringComparer.Ordinal);
        var wanted = takes.ToDictionary(take => take.Id, take => take.JobId);
        for (var tries = 0; wanted.Count > 0 && tries < MostRetries; tries++)
        {
            var jobs = (await queue.FindManyAsync([.. wanted.Values.Distinct()], cancellationToken)).ToDictionary(job => job.Id);
            foreach (var (take, id) in wanted.Where(take => jobs.ContainsKey(take.Value)))
                found[take] = jobs[id];
            wanted = wanted.Where(take => found.GetValueOrDefault(take.Key) is { RetriedAs: not null } job && job.Id == take.Value)
                .ToDictionary(take => take.Key, take => found[take.Key].RetriedAs!.Value);
        }

        return found;
    }

    private async Task<TakeState> OfAsync(Job job, CancellationToken cancellationToken)
    {
        var image = job.State is JobState.Succeeded && job.Outputs.MinBy(output => output.Index) is { } output ? await gallery.FindOutputAsync(output, cancellationToken) : null;
        var failure = job.State is JobState.Failed or JobState.Parked && job.Failures is [.., var last] ? last : null;
        return new TakeState(job.State, image)
        {
            Job = job,
            IsSettled = job.State.IsFinal() && !(job.UndoUntil > time.GetUtcNow()),
            FailureClass = failure?.Class,
            Failure = failure?.Message,
            Progress = job.State.IsActive() ? hints.Find(job.Id)?.Progress?.Fraction ?? 0 : null,
        };
    }

    /// <summary>As if the queue had it; whether a cancel of it can still be taken back is seen with the others of its run.</summary>
    private static TakeState Waiting(Sequence sequence, Take take) => sequence.Runs.Any(run => run.GroupId == take.GroupId && run.CancelAskedAt is not null)
        ? new TakeState(JobState.Cancelled, null)
        : new TakeState(JobState.Queued, null) { WaitReason = FrameWords.Waits(sequence, take.References) };

    private TakeState Noted(Take take, bool isAway)
    {
        if (take.Result is { } result)
            return new TakeState(result.State, FindImage(result.Image, result.JobId)) { IsSettled = true, FailureClass = result.FailureClass, Failure = result.Failure };
        if (FindImage(null, take.JobId) is { } image)
            return new TakeState(JobState.Succeeded, image) { IsSettled = true };
        return isAway ? new TakeState(JobState.Unknown, null) : new TakeState(JobState.Failed, null) { IsSettled = true, IsForgotten = true, Failure = Forgotten };
    }

    // One that was moved is known by the job that made it.
    private ImageRecord? FindImage(ImageId? id, JobId job) =>
        id is { } known && index.Find(known) is { } record ? record
        : index.Select(new ImageFilter { Jobs = [job.ToString()] }, ImageSort.Oldest) is [var moved, ..] ? index.Find(moved)
        : null;
}

/// <param name="Image">What came of it, as long as the file is there.</param>
internal sealed record TakeState(JobState State, ImageRecord? Image)
{
    /// <summary>As the queue has it; null for one that it has forgotten.</summary>
    public Job? Job { get; init; }

    /// <summary>It has ended, and nobody can take that back any more.</summary>
    public bool IsSettled { get; init; }

    public bool IsForgotten { get; init; }
    public FailureClass? FailureClass { get; init; }
    public string? Failure { get; init; }

    /// <summary>From 0 to 1 while an engine has it.</summary>
    public double? Progress { get; init; }

    /// <summary>Which frames must be there before the queue gets it.</summary>
    public string? WaitReason { get; init; }

    public bool IsOpen => !State.IsFinal();

    public bool HasFailed => State is JobState.Failed or JobState.Parked;
}
