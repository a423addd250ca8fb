using System.Globalization;
using ComfyStudio.Jobs.Redis;
using StackExchange.Redis;

namespace ComfyStudio.Jobs;

/// <summary>
/// What webhooks are told, from the news to the receipt, in the same durable store as the jobs. Everything is taken under a lease: a sender that
/// dies leaves its work to the next, and the message id tells a receiver that it heard it before.
/// </summary>
public sealed class WebhookDeliveries
{
    /// <summary>How long one try, or the writing of one message, belongs to who took it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly RedisConnection _redis;

    internal WebhookDeliveries(RedisConnection redis) => _redis = redis;

    /// <summary>News that are due and that nobody turns into messages now.</summary>
    public async Task<IReadOnlyList<WebhookNews>> TakeNewsAsync(int max, CancellationToken cancellationToken)
    {
        var rows = (RedisValue[])(await _redis.RunAsync(WebhookScripts.TakeNews, [(long)Lease.TotalMilliseconds, max], cancellationToken))!;
        return [.. rows.Select(row => ReadNews(row!)).OfType<WebhookNews>()];
    }

    /// <summary>Makes one message for each webhook of the owner that wants this event, and drops the news. Repeating it adds nothing.</summary>
    public Task SpreadAsync(WebhookNews news, string owner, string happened, string payload, CancellationToken cancellationToken) =>
        _redis.RunAsync(WebhookScripts.Spread, [news.Key, owner, happened, payload], cancellationToken);

    /// <summary>Nobody can tell of it any more: what it was about is forgotten.</summary>
    public Task DropAsync(WebhookNews news, CancellationToken cancellationToken) =>
        _redis.RunAsync(WebhookScripts.DropNews, [news.Key], cancellationToken);

    /// <summary>A message to one webhook alone, whatever events it wants.</summary>
    public Task SendAsync(string webhookId, string messageId, string happened, string payload, CancellationToken cancellationToken) =>
        _redis.RunAsync(WebhookScripts.Send, [webhookId, messageId, happened, payload], cancellationToken);

    /// <summary>The next message that is due, or null.</summary>
    public async Task<WebhookDelivery?> TakeAsync(CancellationToken cancellationToken)
    {
        var row = await _redis.RunAsync(WebhookScripts.Take, [(long)Lease.TotalMilliseconds], cancellationToken);
        return Read((RedisValue[])row!);
    }

    public Task DeliveredAsync(WebhookDelivery delivery, int status, CancellationToken cancellationToken) =>
        EndAsync(delivery, WebhookDeliveryState.Delivered, status, null, cancellationToken);

    public Task GiveUpAsync(WebhookDelivery delivery, int? status, string problem, CancellationToken cancellationToken) =>
        EndAsync(delivery, WebhookDeliveryState.GivenUp, status, problem, cancellationToken);

    public Task TryLaterAsync(WebhookDelivery delivery, TimeSpan pause, int? status, string problem, CancellationToken cancellationToken) =>
        _redis.RunAsync(WebhookScripts.TryLater, [delivery.Id, (long)pause.TotalMilliseconds, status ?? 0, problem], cancellationToken);

    /// <summary>Tries a message again now that was given up or waits. False when it is forgotten.</summary>
    public async Task<bool> TryNowAsync(string deliveryId, CancellationToken cancellationToken) =>
        (int)await _redis.RunAsync(WebhookScripts.TryNow, [deliveryId], cancellationToken) == 1;

    /// <summary>The newest messages to a webhook, newest first, at most 50; kept for a week.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> ListAsync(string webhookId, CancellationToken cancellationToken)
    {
        var rows = (RedisResult[])(await _redis.RunAsync(WebhookScripts.ListDeliveries, [webhookId], cancellationToken))!;
        return [.. rows.Select(row => Read((RedisValue[])row!)).OfType<WebhookDelivery>()];
    }

    private async Task EndAsync(
        WebhookDelivery delivery, WebhookDeliveryState state, int? status, string? problem, CancellationToken cancellationToken) =>
        await _redis.RunAsync(WebhookScripts.End, [delivery.Id, state.ToString(), status ?? 0, problem ?? ""], cancellationToken);

    private static WebhookNews? ReadNews(string key) => key.Split(':') switch
    {
        ["group", var group, var ends] => new WebhookNews.GroupEnded(key, GroupId.Parse(group), int.Parse(ends, CultureInfo.InvariantCulture)),
        ["job", var job] => new WebhookNews.JobFailed(key, JobId.Parse(job)),
        _ => null,
    };

    private static WebhookDelivery? Read(RedisValue[] row)
    {
        if (row.Length == 0) return null;
        var fields = row.Chunk(2).ToDictionary(pair => (string)pair[0]!, pair => pair[1]);
        return new WebhookDelivery(
            fields["id"]!, fields["webhook"]!, fields["message"]!, fields["event"]!, fields["payload"]!, (int)fields["tries"], Time("created")!.Value)
        {
            State = Enum.Parse<WebhookDeliveryState>(fields["state"]!),
            Status = fields.TryGetValue("status", out var status) && (int)status != 0 ? (int)status : null,
            Problem = fields.TryGetValue("problem", out var problem) && problem != "" ? (string?)problem : null,
            TriedAt = Time("tried"),
            DueAt = Time("due"),
        };

        DateTimeOffset? Time(string name) =>
            fields.TryGetValue(name, out var value) && value != "" ? DateTimeOffset.FromUnixTimeMilliseconds((long)value) : null;
    }
}
