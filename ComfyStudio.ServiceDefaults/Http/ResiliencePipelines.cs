using System.Collections.Concurrent;
using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace ComfyStudio.ServiceDefaults.Http;

// One circuit per server: an engine that is away must not silence the others.
internal sealed class ResiliencePipelines(ResilienceOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Authority, bool Repeatable), ResiliencePipeline<HttpResponseMessage>> _pipelines = new();
    private readonly ConcurrentDictionary<string, ResiliencePipeline<HttpResponseMessage>> _circuits = new();

    public ResiliencePipeline<HttpResponseMessage> For(string authority, bool repeatable) =>
        _pipelines.GetOrAdd((authority, repeatable), key => Build(key.Authority, key.Repeatable && options.Retries > 0));

    private ResiliencePipeline<HttpResponseMessage> Build(string authority, bool retries)
    {
        var builder = NewBuilder();
        if (retries)
        {
            builder.AddRetry(RetryStrategy());
        }

        return builder
            .AddPipeline(_circuits.GetOrAdd(authority, _ => NewBuilder().AddCircuitBreaker(CircuitStrategy()).Build()))
            .AddTimeout(options.AttemptTimeout)
            .Build();
    }

    private ResiliencePipelineBuilder<HttpResponseMessage> NewBuilder() => new() { TimeProvider = time };

    private RetryStrategyOptions<HttpResponseMessage> RetryStrategy() => new()
    {
        MaxRetryAttempts = options.Retries,
        Delay = options.RetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome)),
        DelayGenerator = args => ValueTask.FromResult(RetryAfter(args.Outcome.Result)),
        OnRetry = args =>
        {
            args.Outcome.Result?.Dispose();
            return default;
        },
    };

    private CircuitBreakerStrategyOptions<HttpResponseMessage> CircuitStrategy() => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = options.BreakerThroughput,
        SamplingDuration = options.BreakerWindow,
        BreakDuration = options.BreakDuration,
        ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome)),
    };

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or Polly.Timeout.TimeoutRejectedException } => true,
        { Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests } => true,
        { Result.StatusCode: >= HttpStatusCode.InternalServerError } => true,
        _ => false,
    };

    private TimeSpan? RetryAfter(HttpResponseMessage? response)
    {
        var header = response?.Headers.RetryAfter;
        var delay = header?.Delta ?? header?.Date - time.GetUtcNow();
        return delay > TimeSpan.Zero && delay < options.AttemptTimeout ? delay : null;
    }
}
