namespace ComfyStudio.Jobs;

/// <summary>Somebody's address that wants to be told. Holds no secret.</summary>
public sealed record Webhook
{
    public required string Id { get; init; }
    public required string Owner { get; init; }

    /// <summary>http or https.</summary>
    public required string Url { get; init; }

    /// <summary>Of <see cref="WebhookEvents.All"/>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>Why the studio itself switched it off, in one sentence.</summary>
    public string? Problem { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public static class WebhookEvents
{
    /// <summary>The last job of a group ended.</summary>
    public const string GroupFinished = "group.finished";

    /// <summary>A job failed for good, or was parked.</summary>
    public const string JobFailed = "job.failed";

    /// <summary>Somebody wants to see whether it arrives. Goes to every webhook that is asked for it.</summary>
    public const string Test = "webhook.test";

    public static IReadOnlyList<string> All { get; } = [GroupFinished, JobFailed];
}

/// <summary>Something that happened and that no webhook has been told of yet.</summary>
/// <param name="Key">Names it for ever: the same news make the same messages.</param>
public abstract record WebhookNews(string Key)
{
    /// <param name="Ends">A group that is retried ends once more.</param>
    public sealed record GroupEnded(string Key, GroupId GroupId, int Ends) : WebhookNews(Key);

    public sealed record JobFailed(string Key, JobId JobId) : WebhookNews(Key);
}

/// <summary>One message to one webhook, until it has arrived or is given up.</summary>
/// <param name="MessageId">The same for each try, so that the receiver notices a repeat.</param>
/// <param name="Payload">JSON, sent byte for byte the same each time.</param>
/// <param name="Tries">Those that were made before.</param>
public sealed record WebhookDelivery(string Id, string WebhookId, string MessageId, string Event, string Payload, int Tries, DateTimeOffset CreatedAt)
{
    public WebhookDeliveryState State { get; init; }

    /// <summary>HTTP status of the last try; null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>What went wrong in the last try.</summary>
    public string? Problem { get; init; }

    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>Of the next try.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

public enum WebhookDeliveryState
{
    Waiting,
    Delivered,
    GivenUp,
}
