using System.Security.Cryptography;
using System.Text.Json;
using StackExchange.Redis;

namespace ComfyStudio.Jobs.Redis;

/// <summary>
/// Names what jobs need: equal requirements, equal class; and reads a lane, <c>class|engine to avoid|owner</c>, or <c>settle:engine</c> for what
/// must be settled there.
/// </summary>
internal static class ReadyLanes
{
    private const string SettlePrefix = "settle:";

    public static (string Key, string Json) ClassOf(JobRequirements requirements)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(requirements, JobsJson.Default.JobRequirements);
        var key = Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 8));
        return (key, System.Text.Encoding.UTF8.GetString(json));
    }

    public static ReadyLane Read(RedisValue[] row)
    {
        var key = (string)row[0]!;
        if (key.StartsWith(SettlePrefix, StringComparison.Ordinal))
            return new ReadyLane(key, "", new JobRequirements(key[SettlePrefix.Length..], [], []), (double)row[2], (long)row[3]) { Settles = true };

        var parts = key.Split('|', 3);
        var requirements = JsonSerializer.Deserialize((string)row[1]!, JobsJson.Default.JobRequirements)!;
        return new ReadyLane(key, parts[2], requirements, (double)row[2], (long)row[3])
        {
            ClassKey = parts[0],
            AvoidEngineId = parts[1].Length > 0 ? parts[1] : null,
            TemplateId = row[4]!,
            WaitingSince = DateTimeOffset.FromUnixTimeMilliseconds((long)row[5]),
            Overtaken = (int)row[6],
            OwnerTurn = (long)row[7],
        };
    }
}
