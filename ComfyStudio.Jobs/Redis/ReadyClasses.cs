using System.Security.Cryptography;
using System.Text.Json;

namespace ComfyStudio.Jobs.Redis;

/// <summary>Names the classes of jobs: equal requirements, equal name; and one class per engine for what must be settled there.</summary>
internal static class ReadyClasses
{
    private const string SettlePrefix = "settle:";

    public static (string Key, string Json) Of(JobRequirements requirements)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(requirements, JobsJson.Default.JobRequirements);
        var key = Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 8));
        return (key, System.Text.Encoding.UTF8.GetString(json));
    }

    public static JobRequirements Read(string key, string json) => key.StartsWith(SettlePrefix, StringComparison.Ordinal)
        ? new JobRequirements(key[SettlePrefix.Length..], [], [])
        : JsonSerializer.Deserialize(json, JobsJson.Default.JobRequirements)!;
}
