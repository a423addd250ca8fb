using System.Diagnostics;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs;

/// <summary>Asks for ended jobs again: the same values and seeds under new ids.</summary>
internal sealed class JobRetrier(JobQueue queue, FleetReader fleets, EngineNodes nodes, TimeProvider time)
{
    public static bool CanRetry(Job job) => job.State is JobState.Failed or JobState.Parked or JobState.Cancelled;

    /// <returns>Null when the engine can be asked, or none is named.</returns>
    public async Task<FieldErrors?> FindFaultAsync(string? engineId, CancellationToken cancellationToken)
    {
        if (engineId is null || (await fleets.ReadAsync(cancellationToken)).Find(engineId) is not null)
            return null;
        var errors = new FieldErrors();
        errors.Add("engine", $"There is no engine '{engineId}'.");
        return errors;
    }

    /// <param name="engineId">Another engine than the one that the job was meant for, if any.</param>
    public async Task<Job?> RetryAsync(Job job, string? engineId, CancellationToken cancellationToken)
    {
        var id = JobId.New(time);
        var before = job.Spec.Requirements;
        var meantFor = engineId ?? before.EngineId;
        var bound = TemplateBinder.Rebind(job.Spec, await nodes.ListAsync(await fleets.ReadRecentAsync(cancellationToken), meantFor, cancellationToken)).For(id);
        var spec = job.Spec with
        {
            Id = id,
            Graph = bound.Graph.ToJsonElement(),
            Requirements = bound.Requirements(meantFor) with { Tag = engineId is null ? before.Tag : null },
            CreatedAt = time.GetUtcNow(),
            RetryOf = job.Id,
            TraceParent = Activity.Current?.Id,
            TraceState = Activity.Current?.TraceStateString,
        };
        return await queue.RetryAsync(job.Id, spec, cancellationToken);
    }

    /// <param name="failed">Newest first, as lists are.</param>
    /// <returns>The new ones, in the order in which the failed ones were asked for.</returns>
    public async Task<IReadOnlyList<Job>> RetryAsync(IReadOnlyList<Job> failed, CancellationToken cancellationToken)
    {
        var retries = new List<Job>();
        foreach (var job in failed.Reverse())
        {
            if (await RetryAsync(job, engineId: null, cancellationToken) is { } retry)
                retries.Add(retry);
        }

        return retries;
    }
}
