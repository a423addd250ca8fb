using ComfyStudio.Jobs.Redis;

namespace ComfyStudio.Jobs;

/// <summary>Whether the job store can be used now.</summary>
public sealed class JobsHealth
{
    private readonly RedisConnection _redis;

    internal JobsHealth(RedisConnection redis) => _redis = redis;

    /// <summary>Null when Redis answers, else one sentence that says what is wrong.</summary>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _redis.CallAsync(database => database.PingAsync(), cancellationToken);
            return null;
        }
        catch (JobStoreUnavailableException unavailable)
        {
            return unavailable.Message;
        }
    }
}
