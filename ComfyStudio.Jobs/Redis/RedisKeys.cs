namespace ComfyStudio.Jobs.Redis;

/// <summary>
/// The names of one queue's keys and channels; docs/redis-keys.md lists them. They share the hash tag <c>{queue}</c> and with it one
/// slot, so a script that builds a key from the prefix stays on its node of a cluster.
/// </summary>
internal sealed class RedisKeys(string queue)
{
    public string Prefix { get; } = $"cs:{{{queue}}}:";

    public string EventWakes => Prefix + "events";
    public string ImageWakes => Prefix + "images";
    public string Hints => Prefix + "hints";
    public string Wakes => Prefix + "wake";
    public string Cancels => Prefix + "cancel";
    public string Refreshes => Prefix + "refresh";
    public string OutboxWakes => Prefix + "outbox";
    public string Webhooks => Prefix + "webhooks";
    public string WebhookSecrets => Prefix + "webhooks:secrets";
    public string Paused => Prefix + "paused";
    public string Catalogs => Prefix + "catalogs";
    public string DirectoryChanges => Prefix + "directory";
    public string DirectorySecrets => Prefix + "directory:secrets";

    public string EngineWanted(string engineId) => $"{Prefix}engine-wanted:{engineId}";

    public string Job(JobId id) => $"{Prefix}job:{id}";

    public string Samples(string engineId) => $"{Prefix}samples:{engineId}";

    public string ModelDetails(string engineId) => $"{Prefix}models-told:{engineId}";

    public string Nodes(string engineId) => $"{Prefix}nodes:{engineId}";
}
