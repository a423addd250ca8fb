using System.Text.Json;
using ComfyStudio.Jobs.Redis;
using StackExchange.Redis;

namespace ComfyStudio.Jobs;

/// <summary>Who wants to be told. The signing secrets lie apart and are read by the sender only.</summary>
public sealed class WebhookBook
{
    private readonly RedisConnection _redis;
    private readonly RedisSignals _signals;

    internal WebhookBook(RedisConnection redis, RedisSignals signals)
    {
        _redis = redis;
        _signals = signals;
    }

    public async Task<IReadOnlyList<Webhook>> ListAsync(string owner, CancellationToken cancellationToken) =>
    [
        .. (await _redis.CallAsync(database => database.HashValuesAsync(_redis.Keys.Webhooks), cancellationToken))
            .Select(Read).Where(webhook => webhook.Owner == owner).OrderBy(webhook => webhook.CreatedAt),
    ];

    public async Task<Webhook?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var json = await _redis.CallAsync(database => database.HashGetAsync(_redis.Keys.Webhooks, id), cancellationToken);
        return json.HasValue ? Read(json) : null;
    }

    public Task AddAsync(Webhook webhook, string secret, CancellationToken cancellationToken) =>
        _redis.RunAsync(WebhookScripts.Keep, [webhook.Id, Write(webhook), secret], cancellationToken);

    /// <summary>False when there is no such webhook any more.</summary>
    /// <param name="secret">Null to keep the one that it has.</param>
    public async Task<bool> ChangeAsync(Webhook webhook, string? secret, CancellationToken cancellationToken) =>
        (int)await _redis.RunAsync(WebhookScripts.Change, [webhook.Id, Write(webhook), secret ?? ""], cancellationToken) == 1;

    /// <summary>With everything that it has not been told yet.</summary>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) => _redis.RunAsync(WebhookScripts.Remove, [id], cancellationToken);

    /// <summary>For the sender, and nobody else.</summary>
    public async Task<string?> FindSecretAsync(string id, CancellationToken cancellationToken) =>
        (string?)await _redis.CallAsync(database => database.HashGetAsync(_redis.Keys.WebhookSecrets, id), cancellationToken);

    /// <summary>Yields when there may be something to send, and every <see cref="JobsOptions.PollInterval"/> in any case.</summary>
    public IAsyncEnumerable<QueueWake> WatchAsync(CancellationToken cancellationToken) =>
        _signals.WatchChannelAsync(_redis.Keys.OutboxWakes, cancellationToken);

    private static Webhook Read(RedisValue json) => JsonSerializer.Deserialize((string)json!, JobsJson.Default.Webhook)!;

    private static string Write(Webhook webhook) => JsonSerializer.Serialize(webhook, JobsJson.Default.Webhook);
}
