using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Queue;

/// <summary>Which jobs to stop: the named ones, or all of yours.</summary>
/// <param name="WaitingOnly">Leaves what an engine holds alone.</param>
internal sealed record CancelJobs(IReadOnlyList<JobId>? Jobs = null, bool WaitingOnly = false);

/// <param name="WaitingOnly">Leaves what an engine holds alone.</param>
internal sealed record CancelGroup(bool WaitingOnly = false);

/// <summary>Another place for a waiting job: before another one, or at one end.</summary>
/// <param name="To"><c>front</c> or <c>back</c>.</param>
internal sealed record MoveJob(JobId? Before = null, string? To = null)
{
    public MoveTarget? Read(FieldErrors errors)
    {
        MoveTarget? target = (Before, To) switch
        {
            ({ } other, null) => new MoveTarget.Before(other),
            (null, "front") => new MoveTarget.Front(),
            (null, "back") => new MoveTarget.Back(),
            _ => null,
        };
        if (target is null)
            errors.Add("to", "Say either `before` with the id of a waiting job, or `to` with 'front' or 'back'.");
        return target;
    }
}

/// <summary>The same for several, which keep their order among each other.</summary>
internal sealed record MoveJobs(IReadOnlyList<JobId> Jobs, JobId? Before = null, string? To = null)
{
    public MoveTarget? Read(FieldErrors errors) => new MoveJob(Before, To).Read(errors);
}

/// <param name="Priority">0 (first) to 9 (last).</param>
internal sealed record PrioritizeJob(int Priority)
{
    public void Check(FieldErrors errors)
    {
        if (Priority is < 0 or > 9)
            errors.Add("priority", "Priority must be from 0 (first) to 9 (last).");
    }
}

/// <param name="Priority">0 (first) to 9 (last).</param>
internal sealed record PrioritizeJobs(IReadOnlyList<JobId> Jobs, int Priority);

/// <param name="Engine">The id of another engine to try it on; null for the one it was meant for.</param>
internal sealed record RetryJob(string? Engine = null);

/// <param name="States"><c>failed</c>, <c>parked</c> or both; both when left out.</param>
internal sealed record RetryJobs(IReadOnlyList<JobState>? States = null);

/// <param name="Failed">Failed and parked jobs too, not only succeeded and cancelled ones.</param>
internal sealed record ClearEnded(bool Failed = false);
