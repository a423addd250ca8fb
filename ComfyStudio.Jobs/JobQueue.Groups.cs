using System.Text.Json;
using ComfyStudio.Jobs.Redis;
using StackExchange.Redis;

namespace ComfyStudio.Jobs;

/// <content>How the jobs that were asked for together stand.</content>
public sealed partial class JobQueue
{
    private const int LastEnds = 21;

    /// <summary>Cheap enough to be asked for twice a second: nothing of a job is read but its state. Null when there is no such group.</summary>
    public async Task<GroupStanding?> FindStandingAsync(GroupId id, CancellationToken cancellationToken)
    {
        RedisValue[] arguments = [id.ToString(), LastEnds, .. AllStates.Select(state => (RedisValue)state.ToString())];
        var row = (RedisResult[])(await _redis.RunAsync(GroupScripts.Standing, arguments, cancellationToken))!;
        if (row.Length == 0) return null;
        return new GroupStanding(
            (string)row[0]!, (long)row[1], (int)row[2] == 1, CountsOf((RedisValue[])row[5]!), TimeOf((RedisValue)row[3]), TimeOf((RedisValue)row[4]),
            [.. ((RedisValue[])row[6]!).Select(end => DateTimeOffset.FromUnixTimeMilliseconds((long)end))]);
    }

    /// <summary>Of each place in the group the job that stands in it now, by place.</summary>
    public async Task<IReadOnlyList<GroupPlace>> ListPlacesAsync(GroupId id, int from, int count, CancellationToken cancellationToken)
    {
        var rows = (RedisResult[])(await _redis.RunAsync(GroupScripts.Places, [id.ToString(), from, count], cancellationToken))!;
        return [.. rows.Select(row => PlaceOf((RedisValue[])row!)).OrderBy(place => place.Index)];
    }

    /// <summary>Groups of a kind of which something is said (<see cref="JobGroup.About"/>), the latest first.</summary>
    public async Task<IReadOnlyList<GroupId>> ListDescribedAsync(string kind, CancellationToken cancellationToken) =>
        [.. ((RedisValue[])(await _redis.RunAsync(GroupScripts.Described, [kind], cancellationToken))!).Select(id => GroupId.Parse(id!))];

    private static GroupPlace PlaceOf(RedisValue[] row) => new(
        (int)row[0], JobId.Parse(row[1]!), Enum.Parse<JobState>(row[2]!), row[3] == "" ? null : (string)row[3]!,
        row[4] == "" ? [] : JsonSerializer.Deserialize((string)row[4]!, JobsJson.Default.IReadOnlyListJobOutput)!,
        row[5] == "" ? null : JsonSerializer.Deserialize($"[{(string)row[5]!}]", JobsJson.Default.IReadOnlyListJobFailure)![^1]);

    private static DateTimeOffset? TimeOf(RedisValue value) => value == "" ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)value);
}

/// <summary>How a group stands. A job that was tried again counts no more.</summary>
/// <param name="Revision">See <see cref="JobGroup.Revision"/>.</param>
/// <param name="StartedAt">Of the first that started.</param>
/// <param name="EndedAt">Of the last that ended.</param>
/// <param name="LastEnds">When the latest that succeeded ended, the latest first: a few, for the pace.</param>
public sealed record GroupStanding(
    string Owner, long Revision, bool Paused, QueueCounts Counts, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<DateTimeOffset> LastEnds);

/// <summary>The job that stands in a place of its group now.</summary>
public sealed record GroupPlace(
    int Index, JobId JobId, JobState State, string? EngineId, IReadOnlyList<JobOutput> Outputs, JobFailure? Failure);
