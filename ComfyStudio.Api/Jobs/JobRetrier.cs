using System.Diagnostics;
using ComfyStudio.Api.Generation;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs;

/// <summary>Asks for an ended job again: the same values and seed under a new id.</summary>
internal sealed class JobRetrier(JobQueue queue, TimeProvider time)
{
    public Task<Job?> RetryAsync(Job job, CancellationToken cancellationToken)
    {
        var id = JobId.New(time);
        var bound = TemplateBinder.Rebind(job.Spec.Graph, id, job.Spec.Requirements.EngineId);
        var spec = job.Spec with
        {
            Id = id,
            Graph = bound.Graph,
            Requirements = bound.Requirements,
            CreatedAt = time.GetUtcNow(),
            RetryOf = job.Id,
            TraceParent = Activity.Current?.Id,
            TraceState = Activity.Current?.TraceStateString,
        };
        return queue.RetryAsync(job.Id, spec, cancellationToken);
    }
}
