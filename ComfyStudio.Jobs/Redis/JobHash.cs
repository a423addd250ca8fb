using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;

namespace ComfyStudio.Jobs.Redis;

/// <summary>Reads a job from the fields of its hash.</summary>
internal static class JobHash
{
    /// <summary>From HGETALL inside a script: names and values in turn. Null when there is no such job, or it is only staged.</summary>
    public static Job? Read(RedisResult hash)
    {
        var flat = (RedisValue[])hash!;
        var fields = new Dictionary<string, RedisValue>(flat.Length / 2);
        for (var i = 0; i + 1 < flat.Length; i += 2) fields[flat[i]!] = flat[i + 1];
        return Read(fields);
    }

    public static Job? Read(HashEntry[] hash)
    {
        var fields = new Dictionary<string, RedisValue>(hash.Length);
        foreach (var entry in hash) fields[entry.Name!] = entry.Value;
        return Read(fields);
    }

    private static Job? Read(Dictionary<string, RedisValue> fields)
    {
        if (Text("state") is not { } state) return null;
        return new Job
        {
            Spec = JsonSerializer.Deserialize((byte[])fields["body"]!, JobsJson.Default.JobSpec)!,
            State = Enum.Parse<JobState>(state),
            Sequence = (long)fields["seq"],
            Attempt = Number("attempt"),
            CancelRequested = Number("cancel") == 1,
            EngineId = Text("engine"),
            EngineInstance = Text("instance"),
            WorkerId = Text("worker"),
            PromptId = Text("prompt"),
            EngineDeaths = Number("deaths"),
            UnknownReason = Text("unknown"),
            NotBefore = Time("notBefore"),
            LeasedAt = Time("leased"),
            SubmittedAt = Time("submitted"),
            StartedAt = Time("started"),
            CollectingAt = Time("collecting"),
            EndedAt = Time("ended"),
            LeaseExpiresAt = Time("expires"),
            Outputs = Text("outputs") is { } outputs ? JsonSerializer.Deserialize(outputs, JobsJson.Default.IReadOnlyListJobOutput)! : [],
            Failures = Text("failures") is { } failures
                ? JsonSerializer.Deserialize($"[{failures}]", JobsJson.Default.IReadOnlyListJobFailure)!
                : [],
            Priority = Math.Clamp(ReadyLane.TierOf((double)fields["score"]), 0, 9),
            Held = Number("held") == 1,
            UndoUntil = state == nameof(JobState.Cancelled) ? Time("undo") : null,
            RetriedAs = JobId.TryParse(Text("retriedAs"), null, out var retry) ? retry : null,
        };

        string? Text(string name) => fields.TryGetValue(name, out var value) && value.HasValue ? (string?)value : null;

        int Number(string name) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

        DateTimeOffset? Time(string name) =>
            Text(name) is { } text ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture)) : null;
    }
}
