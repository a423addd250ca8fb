using System.Collections.Concurrent;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs;

/// <summary>
/// What was heard last of each job that an engine has. Kept here and nowhere else: the next step replaces it, so a process that was
/// restarted knows it again in a moment.
/// </summary>
internal sealed class RunningHints
{
    /// <summary>A hint that comes after its job's end is never taken back, so silence ends it.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<JobId, RunningHint> _known = new();

    public RunningHint? Find(JobId id) => _known.GetValueOrDefault(id);

    public void Note(StudioEvent happened)
    {
        if (happened.Kind is StudioEventKind.Gap)
            _known.Clear();
        if (happened.JobId is not { } id)
            return;
        if (happened.Kind is StudioEventKind.Progress or StudioEventKind.Preview)
            Keep(id, happened);
        else if (happened is { Kind: StudioEventKind.Job, State: { } state } && !state.IsActive())
            _known.TryRemove(id, out _);
    }

    private void Keep(JobId id, StudioEvent hint)
    {
        if (!_known.ContainsKey(id))
            ForgetSilent(hint.At);
        _known[id] = new RunningHint(hint.At, hint.Progress ?? Find(id)?.Progress, hint.Preview ?? Find(id)?.Preview);
    }

    private void ForgetSilent(DateTimeOffset now)
    {
        foreach (var silent in _known.Where(known => now - known.Value.At > Life))
            _known.TryRemove(silent);
    }
}

internal sealed record RunningHint(DateTimeOffset At, JobProgress? Progress, JobPreview? Preview);
