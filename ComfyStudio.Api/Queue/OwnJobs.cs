using ComfyStudio.Api.Owners;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Queue;

/// <summary>Finds only what belongs to whoever asks: what belongs to others is not there.</summary>
internal sealed class OwnJobs(JobQueue queue, CurrentOwner owner)
{
    public string Owner => owner.Name;

    public async Task<Job?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        await queue.FindAsync(id, cancellationToken) is { } job && owner.Owns(job.Spec.Owner) ? job : null;

    public async Task<IReadOnlyList<JobId>> FindAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken) =>
        [.. (await queue.FindManyAsync([.. ids.Distinct()], cancellationToken)).Where(job => owner.Owns(job.Spec.Owner)).Select(job => job.Id)];

    public async Task<JobGroup?> FindGroupAsync(GroupId id, CancellationToken cancellationToken) =>
        await queue.FindGroupAsync(id, cancellationToken) is { } group && owner.Owns(group.Owner) ? group : null;
}
