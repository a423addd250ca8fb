using System.Text.Json;
using ComfyStudio.Jobs.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ComfyStudio.Jobs;

/// <summary>What the workers know of their engines, published for everybody else to read.</summary>
public sealed class EngineRegistry
{
    private readonly RedisConnection _redis;
    private readonly RedisSignals _signals;
    private readonly TimeSpan _timeToLive;

    internal EngineRegistry(RedisConnection redis, RedisSignals signals, IOptions<JobsOptions> options)
    {
        _redis = redis;
        _signals = signals;
        _timeToLive = options.Value.EngineTimeToLive;
        Models = new ModelDetailsBoard(redis);
    }

    /// <summary>What is noted in the files of engines' models, on demand.</summary>
    public ModelDetailsBoard Models { get; }

    /// <summary>Publishes a snapshot; raises an engine event only when something a person would see has changed.</summary>
    public Task PublishAsync(EngineSnapshot snapshot, CancellationToken cancellationToken) =>
        _redis.RunAsync(EngineScripts.Publish, [snapshot.Id, Write(snapshot), Write(WhatAPersonSees(snapshot))], cancellationToken);

    /// <summary>Every known engine, by name. One whose worker is silent for longer than its time to live is <see cref="EngineStatus.Unwatched"/>.</summary>
    public async Task<IReadOnlyList<EngineSnapshot>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync("", cancellationToken)).OrderBy(engine => engine.Name, StringComparer.OrdinalIgnoreCase).ThenBy(engine => engine.Id)];

    public async Task<EngineSnapshot?> FindAsync(string engineId, CancellationToken cancellationToken) =>
        (await ReadAsync(engineId, cancellationToken)).FirstOrDefault();

    public Task PublishCatalogAsync(string engineId, EngineCatalog catalog, CancellationToken cancellationToken) => _redis.RunAsync(
        EngineScripts.PublishCatalog, [engineId, JsonSerializer.Serialize(catalog, JobsJson.Default.EngineCatalog)], cancellationToken);

    /// <summary>The last catalog an engine gave, even when it is away now.</summary>
    public async Task<EngineCatalog?> FindCatalogAsync(string engineId, CancellationToken cancellationToken)
    {
        var json = await _redis.CallAsync(database => database.HashGetAsync(_redis.Keys.Catalogs, engineId), cancellationToken);
        return json.HasValue ? JsonSerializer.Deserialize((string)json!, JobsJson.Default.EngineCatalog) : null;
    }

    /// <summary>
    /// Publishes what an engine's nodes take. To be followed by the catalog that names the same hash, so that nobody looks for definitions
    /// that are not there yet.
    /// </summary>
    /// <param name="sha256">Of the definitions before they were compressed, lower-case hexadecimal.</param>
    /// <param name="gzip">What GET /object_info answered.</param>
    public Task PublishNodesAsync(string engineId, string sha256, ReadOnlyMemory<byte> gzip, CancellationToken cancellationToken) =>
        _redis.RunAsync(EngineScripts.PublishNodes, [engineId, sha256, gzip.ToArray()], cancellationToken);

    /// <summary>What an engine's nodes take, as it last told; null when it never did.</summary>
    public async Task<EngineNodeDefinitions?> FindNodesAsync(string engineId, CancellationToken cancellationToken)
    {
        var fields = await _redis.CallAsync(database => database.HashGetAsync(_redis.Keys.Nodes(engineId), ["sha256", "gzip"]), cancellationToken);
        return fields is [{ HasValue: true } sha256, { HasValue: true } gzip] ? new EngineNodeDefinitions(sha256!, (byte[])gzip!) : null;
    }

    /// <summary>Which definitions are there; null when none are.</summary>
    public async Task<string?> FindNodesHashAsync(string engineId, CancellationToken cancellationToken) =>
        await _redis.CallAsync(database => database.HashGetAsync(_redis.Keys.Nodes(engineId), "sha256"), cancellationToken);

    /// <summary>How long its newest jobs took, newest first, at most 500.</summary>
    public async Task<IReadOnlyList<RunSample>> RunSamplesAsync(string engineId, CancellationToken cancellationToken)
    {
        var rows = await _redis.CallAsync(database => database.ListRangeAsync(_redis.Keys.Samples(engineId)), cancellationToken);
        return [.. rows.Select(row => JsonSerializer.Deserialize((string)row!, JobsJson.Default.RunSample)!)];
    }

    /// <summary>Asks the engine's owner for a fresh catalog. The request waits for an owner that is away.</summary>
    public Task RequestRefreshAsync(string engineId, CancellationToken cancellationToken) =>
        _redis.RunAsync(EngineScripts.RequestRefresh, [engineId], cancellationToken);

    /// <summary>True once for each time somebody asked for a fresh catalog (several at once count as one).</summary>
    public async Task<bool> TakeRefreshRequestAsync(string engineId, CancellationToken cancellationToken) =>
        (long)await _redis.RunAsync(EngineScripts.TakeRefreshRequest, [engineId], cancellationToken) == 1;

    /// <summary>The ids of engines whose catalog somebody wants fresh, as they ask. A hint to take the request now.</summary>
    public IAsyncEnumerable<string> WatchRefreshesAsync(CancellationToken cancellationToken) =>
        _signals.WatchMessagesAsync(_redis.Keys.Refreshes, cancellationToken);

    /// <summary>Takes or keeps the ownership of an engine, so that one worker alone feeds it. False while another worker has it.</summary>
    public async Task<bool> OwnAsync(string engineId, string workerId, TimeSpan duration, CancellationToken cancellationToken)
    {
        RedisValue[] arguments = [engineId, workerId, (long)duration.TotalMilliseconds];
        return (long)await _redis.RunAsync(EngineScripts.Own, arguments, cancellationToken) == 1;
    }

    /// <summary>Whether a worker was lately refused the ownership of an engine, because another one has it.</summary>
    public Task<bool> IsWantedAsync(string engineId, CancellationToken cancellationToken) =>
        _redis.CallAsync(database => database.KeyExistsAsync(_redis.Keys.EngineWanted(engineId)), cancellationToken);

    /// <summary>Gives it up at shutdown, so that another worker need not wait.</summary>
    public Task DisownAsync(string engineId, string workerId, CancellationToken cancellationToken) =>
        _redis.RunAsync(EngineScripts.Disown, [engineId, workerId], cancellationToken);

    /// <summary>Removes an engine that is not configured any more. Its unknown jobs stay until <see cref="JobQueue.AbandonEngineAsync"/>.</summary>
    public Task ForgetAsync(string engineId, CancellationToken cancellationToken) =>
        _redis.RunAsync(EngineScripts.Forget, [engineId], cancellationToken);

    /// <summary>Announces, once, each engine whose worker has gone silent.</summary>
    internal Task NoteUnwatchedAsync(CancellationToken cancellationToken) =>
        _redis.RunAsync(EngineScripts.NoteUnwatched, [(long)_timeToLive.TotalMilliseconds], cancellationToken);

    private async Task<List<EngineSnapshot>> ReadAsync(string engineId, CancellationToken cancellationToken)
    {
        var rows = (RedisValue[])(await _redis.RunAsync(EngineScripts.List, [engineId], cancellationToken))!;
        return [.. rows.Chunk(2).Select(row => Read(row[0]!, TimeSpan.FromMilliseconds((long)row[1])))];
    }

    private EngineSnapshot Read(string json, TimeSpan silence)
    {
        var snapshot = Whole(JsonSerializer.Deserialize(json, JobsJson.Default.EngineSnapshot)!);
        return silence < _timeToLive
            ? snapshot
            : snapshot with
            {
                Status = EngineStatus.Unwatched,
                Problem = "No worker looks after this engine. Start ComfyStudio.Worker, or see its log.",
                Jobs = [],
            };
    }

    // A worker of an earlier version says less, and what generated code does not find it leaves null.
    private static EngineSnapshot Whole(EngineSnapshot said) => said with
    {
        Devices = said.Devices ?? [],
        Jobs = said.Jobs ?? [],
        Foreign = said.Foreign ?? [],
        Tags = said.Tags ?? [],
        Weight = said.Weight > 0 ? said.Weight : 1,
        Models = said.Models ?? [],
        Left = said.Left ?? [],
    };

    // Free memory moves all the time; a quarter of a gigabyte is what a person would notice.
    private static EngineSnapshot WhatAPersonSees(EngineSnapshot snapshot) => snapshot with
    {
        SeenAt = default,
        Backlog = default,
        IsBacklogGuessed = false,
        Left = [],
        Devices = [.. snapshot.Devices.Select(device => device with { VramFree = device.VramFree >> 28 })],
    };

    private static string Write(EngineSnapshot snapshot) => JsonSerializer.Serialize(snapshot, JobsJson.Default.EngineSnapshot);
}
