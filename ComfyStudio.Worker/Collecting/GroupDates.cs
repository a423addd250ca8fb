using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Collecting;

/// <summary>Names a group's folder: all its images stand together, whenever each was made.</summary>
internal sealed class GroupDates(JobQueue queue)
{
    public static string KeyOf(GroupId id) => id.ToString()[^6..];

    public async Task<DateTimeOffset> CreatedAtAsync(JobSpec spec, CancellationToken cancellationToken) =>
        await queue.FindGroupAsync(spec.GroupId, cancellationToken) is { } group ? group.CreatedAt : spec.CreatedAt;
}
