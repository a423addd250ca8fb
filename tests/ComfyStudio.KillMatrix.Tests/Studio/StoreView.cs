using ComfyStudio.Testing;
using StackExchange.Redis;

namespace ComfyStudio.KillMatrix.Tests.Studio;

/// <summary>A look at what lies in Redis, past the library that is under test.</summary>
internal sealed class StoreView : IAsyncDisposable
{
    /// <summary>What holds a job that has not ended.</summary>
    private static readonly string[] Places = ["leases", "heads", "delayed", "class-jobs", "classes", "ready:*", "waiting:*", "held:*"];

    private readonly ConnectionMultiplexer _redis;
    private readonly string _prefix;

    private StoreView(ConnectionMultiplexer redis, string prefix) => (_redis, _prefix) = (redis, prefix);

    public static async Task<StoreView> OpenAsync(RedisServer server, string prefix) =>
        new(await ConnectionMultiplexer.ConnectAsync(server.ConnectionString), prefix);

    /// <summary>Keys that must be gone when every job has ended.</summary>
    public async Task<IReadOnlyList<string>> LeftoversAsync()
    {
        var found = new List<string>();
        foreach (var place in Places)
            found.AddRange((string[])(await _redis.GetDatabase().ExecuteAsync("KEYS", _prefix + place))!);
        return found;
    }

    /// <summary>The job of every image that was announced, in order.</summary>
    public async Task<IReadOnlyList<string>> AnnouncedImagesAsync()
    {
        var entries = (RedisResult[])(await _redis.GetDatabase().ExecuteAsync("XRANGE", _prefix + "events", "-", "+"))!;
        return [.. entries.Select(Fields).Where(fields => fields["kind"] == "Image").Select(fields => fields["job"])];
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.CloseAsync();
        _redis.Dispose();
    }

    private static Dictionary<string, string> Fields(RedisResult entry) =>
        ((string[])((RedisResult[])entry!)[1]!).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
}
