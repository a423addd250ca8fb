using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Collecting;

/// <summary>Names a group's folder: all its images stand together, whenever each was made.</summary>
internal sealed class GroupDates(JobQueue queue)
{
    public static string KeyOf(GroupId id) => id.ToString()[^6..];

    /// <summary>A job has the date of its group, unless it tries an earlier one again.</summary>
    public async Task<DateTimeOffset> CreatedAtAsync(JobSpec spec, CancellationToken cancellationToken) =>
        spec.RetryOf is null ? spec.CreatedAt
        : await queue.FindGroupAsync(spec.GroupId, cancellationToken) is { } group ? group.CreatedAt : spec.CreatedAt;
}
