using System.Globalization;
using ComfyStudio.Jobs.Redis;
using StackExchange.Redis;

namespace ComfyStudio.Jobs;

public sealed partial class JobQueue
{
    private const int ListChunk = 200;
    private static readonly IReadOnlyList<JobState> AllStates = Enum.GetValues<JobState>();

    public async Task<Job?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        JobHash.Read(await _redis.CallAsync(database => database.HashGetAllAsync(_redis.Keys.Job(id)), cancellationToken));

    /// <summary>Those that exist, in the order asked for.</summary>
    public async Task<IReadOnlyList<Job>> FindManyAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken)
    {
        var hashes = await _redis.CallAsync(
            database => Task.WhenAll(ids.Select(id => database.HashGetAllAsync(_redis.Keys.Job(id)))), cancellationToken);
        return [.. hashes.Select(JobHash.Read).OfType<Job>()];
    }

    public async Task<JobGroup?> FindGroupAsync(GroupId id, CancellationToken cancellationToken)
    {
        var group = (RedisResult[])(await _redis.RunAsync(LookScripts.Group, [id.ToString()], cancellationToken))!;
        if (group.Length == 0) return null;
        return new JobGroup
        {
            Id = id,
            Owner = (string)group[0]!,
            Kind = (string)group[1]!,
            CreatedAt = DateTimeOffset.Parse((string)group[2]!, CultureInfo.InvariantCulture),
            Jobs = [.. ((RedisValue[])group[3]!).Select(job => JobId.Parse(job!))],
            About = (string)group[4]! is { Length: > 0 } about ? about : null,
            Revision = (long)group[5],
            StopAtFirstFailure = (int)group[6] == 1,
            ExpectsMore = (int)group[7] == 1,
            Ends = (int)group[8],
        };
    }

    /// <summary>Newest first by <see cref="Job.Sequence"/>, those below <paramref name="before"/>.</summary>
    public async Task<IReadOnlyList<Job>> ListAsync(JobFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        var jobs = new List<Job>();
        RedisValue below = before is { } sequence ? sequence : "+inf";
        while (jobs.Count < limit)
        {
            var rows = (RedisResult[])(await _redis.RunAsync(
                LookScripts.List, ListArguments(filter, below, limit - jobs.Count), cancellationToken))!;
            jobs.AddRange(rows.Skip(1).Select(JobHash.Read).OfType<Job>());
            below = (RedisValue)rows[0];
            if (below == "") break;
        }

        return jobs;
    }

    /// <summary>
    /// The owner's waiting jobs in the order in which they will be claimed; those of a paused group and those that wait for a retry have
    /// their place among them.
    /// </summary>
    public async Task<WaitingPage> WaitingAsync(string owner, long offset, int limit, CancellationToken cancellationToken)
    {
        var rows = (RedisResult[])(await _redis.RunAsync(LookScripts.Waiting, [owner, offset, limit], cancellationToken))!;
        return new WaitingPage([.. rows.Skip(1).Select(JobHash.Read).OfType<Job>()], (long)rows[0]);
    }

    /// <summary>Ended in one of these states and not tried again since, newest first.</summary>
    public async Task<IReadOnlyList<Job>> ListFailedAsync(
        string owner, GroupId? group, IReadOnlyList<JobState> states, int max, CancellationToken cancellationToken)
    {
        var found = new List<Job>();
        long? before = null;
        while (found.Count < max)
        {
            var page = await ListAsync(new JobFilter(states, group, owner), before, ListChunk, cancellationToken);
            found.AddRange(page.Where(job => job.RetriedAs is null));
            if (page.Count < ListChunk) break;
            before = page[^1].Sequence;
        }

        return [.. found.Take(max)];
    }

    /// <summary>
    /// Jobs that will be claimed before each of these, from 0: the owner's own and, as owners take turns, others'. Absent when a job is not
    /// queued.
    /// </summary>
    public async Task<IReadOnlyDictionary<JobId, long>> PositionsAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken)
    {
        var places = (RedisValue[])(await _redis.RunAsync(
            LookScripts.Positions, [.. ids.Select(id => (RedisValue)id.ToString())], cancellationToken))!;
        return ids.Zip(places, (id, place) => (Id: id, Place: (long)place)).Where(row => row.Place >= 0)
            .DistinctBy(row => row.Id).ToDictionary(row => row.Id, row => row.Place);
    }

    public async Task<QueueCounts> CountAsync(GroupId group, CancellationToken cancellationToken)
    {
        RedisValue[] arguments = [group.ToString(), .. AllStates.Select(state => (RedisValue)state.ToString())];
        return CountsOf((RedisValue[])(await _redis.RunAsync(GroupScripts.Counts, arguments, cancellationToken))!);
    }

    public async Task<QueueCounts> CountAsync(CancellationToken cancellationToken)
    {
        var sizes = (RedisValue[])(await _redis.RunAsync(
            LookScripts.Count, [.. AllStates.Select(state => (RedisValue)state.ToString())], cancellationToken))!;
        return _telemetry.Counted(CountsOf(sizes));
    }

    private static QueueCounts CountsOf(RedisValue[] sizes)
    {
        var active = AllStates.Where(JobStates.IsActive).Sum(Of);
        return new QueueCounts(
            Of(JobState.Queued), active, Of(JobState.Succeeded), Of(JobState.Failed), Of(JobState.Parked), Of(JobState.Cancelled));

        long Of(JobState state) => (long)sizes[(int)state];
    }

    private static RedisValue[] ListArguments(JobFilter filter, RedisValue below, int limit) =>
    [
        below, limit, filter.Owner ?? "", filter.GroupId?.ToString() ?? "",
        .. (filter.States.Count == 0 ? AllStates : filter.States).Distinct().Select(state => (RedisValue)state.ToString()),
    ];
}
