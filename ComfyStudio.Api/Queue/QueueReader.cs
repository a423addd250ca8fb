using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Queue;

/// <summary>Reads what is shown of the whole queue.</summary>
internal sealed class QueueReader(JobQueue queue)
{
    public async Task<QueueView> ReadAsync(CancellationToken cancellationToken)
    {
        var counts = queue.CountAsync(cancellationToken);
        var pauses = queue.PausesAsync(cancellationToken);
        return QueueView.Of(await counts, await pauses);
    }

    /// <returns>Null when it is forgotten, or goes on: something of it was tried again, or brought back, or is still to come.</returns>
    public async Task<GroupNews?> ReadEndAsync(GroupId id, CancellationToken cancellationToken)
    {
        if (await queue.FindGroupAsync(id, cancellationToken) is not { ExpectsMore: false } group)
            return null;
        var counts = await queue.CountAsync(id, cancellationToken);
        return counts is { Queued: 0, Active: 0 } ? GroupNews.Of(group, counts) : null;
    }
}
