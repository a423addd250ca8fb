using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Queue;

/// <summary>A generation of which everything has ended, and how.</summary>
/// <param name="Kind"><c>generation</c>, <c>batch</c> or <c>sequence</c>.</param>
/// <param name="Ends">How often it has ended by now, so that each end is told once.</param>
/// <param name="Total">All its jobs, those that were tried again counted once.</param>
internal sealed record GroupNews(GroupId GroupId, string Kind, int Ends, long Total, long Succeeded, long Failed, long Parked, long Cancelled)
{
    public static GroupNews Of(JobGroup group, QueueCounts counts) =>
        new(group.Id, group.Kind, group.Ends, counts.Total, counts.Succeeded, counts.Failed, counts.Parked, counts.Cancelled);
}
