namespace ComfyStudio.ServiceDefaults.Http;

/// <summary>How patient an HTTP client is. Only methods that are safe to repeat, and requests without a body, are tried again.</summary>
public sealed class ResilienceOptions
{
    /// <summary>For one attempt, up to the response's headers.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Further attempts after the first; zero turns retries off.</summary>
    public int Retries { get; set; } = 2;

    /// <summary>Before the first retry; doubles, with jitter. A server's <c>Retry-After</c> wins.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Attempts within <see cref="BreakerWindow"/> before a server can be judged; half of them failing opens the circuit.</summary>
    public int BreakerThroughput { get; set; } = 10;

    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a failing server is left alone.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);
}
