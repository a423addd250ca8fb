using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;

namespace ComfyStudio.Jobs.Redis;

/// <summary>A page of the event log.</summary>
/// <param name="Cursor">Where the next page goes on; null when that is not known yet.</param>
internal sealed record EventLog(IReadOnlyList<StudioEvent> Events, string? Cursor, bool IsFull)
{
    /// <summary>Before the first event of all.</summary>
    public const string Origin = "0-0";

    public static EventLog At(string? cursor) => new([], cursor, false);

    public static EventLog Lost(string newest) => new([new StudioEvent(newest, StudioEventKind.Gap)], newest, true);

    public static bool IsId(string text) =>
        text.Split('-') is [var time, var serial]
        && ulong.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && ulong.TryParse(serial, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    public static EventLog Read(RedisResult answer, string cursor, int pageSize)
    {
        var parts = (RedisResult[])answer!;
        if ((int)parts[0] == 1) return Lost((string)parts[1]!);
        var ended = (parts is [_, _, _, var hashes] ? (RedisResult[])hashes! : []).Select(JobHash.Read).OfType<Job>().ToDictionary(job => job.Id);
        StudioEvent[] events = [.. ((RedisResult[])parts[2]!).Select(entry => ReadEntry((RedisResult[])entry!, ended))];
        return new EventLog(events, events.Length > 0 ? events[^1].Id : cursor, events.Length == pageSize);
    }

    private static StudioEvent ReadEntry(RedisResult[] entry, Dictionary<JobId, Job> ended)
    {
        var id = (string)entry[0]!;
        var fields = ((RedisValue[])entry[1]!).Chunk(2).ToDictionary(pair => (string)pair[0]!, pair => (string)pair[1]!);
        var kind = Enum.Parse<StudioEventKind>(fields["kind"]);
        JobId? jobId = JobId.TryParse(Text("job"), null, out var parsed) ? parsed : null;
        return new StudioEvent(id, kind)
        {
            JobId = jobId,
            Job = kind is StudioEventKind.Job && jobId is { } known ? ended.GetValueOrDefault(known) : null,
            GroupId = GroupId.TryParse(Text("group"), null, out var group) ? group : null,
            Owner = Text("owner"),
            EngineId = Text("engine"),
            State = Enum.TryParse<JobState>(Text("state"), out var state) ? state : null,
            Output = Text("output") is { } output ? JsonSerializer.Deserialize(output, JobsJson.Default.JobOutput) : null,
            TraceParent = Text("trace"),
            At = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.AsSpan(0, id.IndexOf('-')), CultureInfo.InvariantCulture)),
        };

        string? Text(string name) => fields.TryGetValue(name, out var text) && text.Length > 0 ? text : null;
    }
}
