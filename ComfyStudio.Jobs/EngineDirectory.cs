using System.Text.Json;
using ComfyStudio.Jobs.Redis;
using StackExchange.Redis;

namespace ComfyStudio.Jobs;

/// <summary>
/// The engines that people added in the studio. Their credentials lie apart from the rest and are read by workers only: no list, event or
/// snapshot has them.
/// </summary>
public sealed class EngineDirectory
{
    /// <summary>How long a removal can be taken back.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(10);

    private readonly RedisConnection _redis;
    private readonly RedisSignals _signals;

    internal EngineDirectory(RedisConnection redis, RedisSignals signals)
    {
        _redis = redis;
        _signals = signals;
    }

    /// <summary>False when the id is taken; nothing was stored.</summary>
    public Task<bool> AddAsync(StudioEngine engine, EngineCredentials credentials, CancellationToken cancellationToken) =>
        WriteAsync(DirectoryScripts.AddEngine, [engine.Id, Write(engine), Write(credentials)], cancellationToken);

    /// <summary>False when there is no such engine, or somebody removed it.</summary>
    /// <param name="credentials">Null to keep those that it has.</param>
    public Task<bool> ChangeAsync(StudioEngine engine, EngineCredentials? credentials, CancellationToken cancellationToken) =>
        WriteAsync(
            DirectoryScripts.ChangeEngine,
            [engine.Id, Write(engine), credentials is null ? 0 : 1, credentials is null ? "" : Write(credentials)],
            cancellationToken);

    /// <summary>Takes the engine out of every list at once, and out of service after <see cref="UndoTime"/>.</summary>
    /// <returns>Until when it can be restored; null when there is no such engine.</returns>
    public async Task<DateTimeOffset?> RemoveAsync(string engineId, CancellationToken cancellationToken)
    {
        RedisValue[] arguments = [engineId, (long)UndoTime.TotalMilliseconds];
        var leaves = (long)await _redis.RunAsync(DirectoryScripts.RemoveEngine, arguments, cancellationToken);
        return leaves == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(leaves);
    }

    /// <summary>Takes a removal back. False when it is too late, or there was none.</summary>
    public Task<bool> RestoreAsync(string engineId, CancellationToken cancellationToken) =>
        WriteAsync(DirectoryScripts.RestoreEngine, [engineId], cancellationToken);

    /// <summary>Every engine of the directory, also those that are leaving.</summary>
    public Task<IReadOnlyList<StudioEngine>> ListAsync(CancellationToken cancellationToken) => ReadAsync("", cancellationToken);

    public async Task<StudioEngine?> FindAsync(string engineId, CancellationToken cancellationToken) =>
        engineId.Length > 0 && await ReadAsync(engineId, cancellationToken) is [var engine] ? engine : null;

    /// <summary>For the worker that feeds the engine, and nobody else.</summary>
    public async Task<EngineCredentials> FindCredentialsAsync(string engineId, CancellationToken cancellationToken)
    {
        var json = await _redis.CallAsync(database => database.HashGetAsync(_redis.Keys.DirectorySecrets, engineId), cancellationToken);
        return json.HasValue ? JsonSerializer.Deserialize((string)json!, JobsJson.Default.EngineCredentials)! : new EngineCredentials(null, null, null);
    }

    /// <summary>
    /// Yields when the directory may have changed: at once, on every change, after a lost connection, and every
    /// <see cref="JobsOptions.PollInterval"/> in any case. Never throws for Redis being away.
    /// </summary>
    public IAsyncEnumerable<QueueWake> WatchAsync(CancellationToken cancellationToken) =>
        _signals.WatchChannelAsync(_redis.Keys.DirectoryChanges, cancellationToken);

    private async Task<bool> WriteAsync(RedisScript script, RedisValue[] arguments, CancellationToken cancellationToken) =>
        (long)await _redis.RunAsync(script, arguments, cancellationToken) == 1;

    private async Task<IReadOnlyList<StudioEngine>> ReadAsync(string engineId, CancellationToken cancellationToken)
    {
        var rows = (RedisValue[])(await _redis.RunAsync(DirectoryScripts.ListEngines, [engineId], cancellationToken))!;
        return [.. rows.Chunk(4).Select(Read).OrderBy(engine => engine.AddedAt).ThenBy(engine => engine.Id, StringComparer.Ordinal)];
    }

    private static StudioEngine Read(RedisValue[] row) => JsonSerializer.Deserialize((string)row[0]!, JobsJson.Default.StudioEngine)! with
    {
        HasCredentials = (long)row[1] == 1,
        Revision = (long)row[2],
        LeavesAt = row[3] == "" ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)row[3]),
    };

    private static string Write(StudioEngine engine) => JsonSerializer.Serialize(engine, JobsJson.Default.StudioEngine);

    private static string Write(EngineCredentials credentials) =>
        credentials.IsEmpty ? "" : JsonSerializer.Serialize(credentials, JobsJson.Default.EngineCredentials);
}
