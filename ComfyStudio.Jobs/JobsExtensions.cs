using ComfyStudio.Jobs.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Jobs;

public static class JobsExtensions
{
    /// <summary>
    /// Adds <see cref="JobQueue"/>, <see cref="JobEvents"/>, <see cref="EngineRegistry"/>, <see cref="EngineDirectory"/>,
    /// <see cref="JobsHealth"/>, a health check and the keeper. Reads <c>ConnectionStrings:redis</c> and the section <c>Jobs</c>; the start is refused when they are wrong.
    /// </summary>
    public static TBuilder AddJobs<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var configuration = builder.Configuration;
        builder.Services.AddOptions<JobsOptions>()
            .Configure(options => options.Redis = configuration.GetConnectionString(JobsOptions.ConnectionName) ?? "")
            .Bind(configuration.GetSection(JobsOptions.Section))
            .ValidateOnStart();
        builder.Services.AddJobServices();
        builder.Services.AddHostedService<JobKeeper>();
        builder.Services.AddHealthChecks().AddCheck<JobsHealthCheck>("redis", HealthStatus.Unhealthy, ["ready"]);
        return builder;
    }

    /// <summary>The same services without configuration, keeper or health check, for tests and tools.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, string redis, Action<JobsOptions>? configure = null)
    {
        services.AddOptions<JobsOptions>().Configure(options =>
        {
            options.Redis = redis;
            configure?.Invoke(options);
        });
        return services.AddJobServices();
    }

    private static IServiceCollection AddJobServices(this IServiceCollection services)
    {
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IValidateOptions<JobsOptions>, JobsOptionsValidator>();
        services.TryAddSingleton<JobsTelemetry>();
        services.TryAddSingleton<RedisConnection>();
        services.TryAddSingleton<RedisSignals>();
        services.TryAddSingleton(provider => new JobQueue(
            provider.GetRequiredService<RedisConnection>(), provider.GetRequiredService<RedisSignals>(),
            provider.GetRequiredService<JobsTelemetry>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<JobsOptions>>()));
        services.TryAddSingleton(provider => new JobEvents(
            provider.GetRequiredService<RedisConnection>(), provider.GetRequiredService<RedisSignals>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<JobsOptions>>()));
        services.TryAddSingleton(provider => new EngineRegistry(
            provider.GetRequiredService<RedisConnection>(), provider.GetRequiredService<RedisSignals>(),
            provider.GetRequiredService<IOptions<JobsOptions>>()));
        services.TryAddSingleton(provider => new EngineDirectory(
            provider.GetRequiredService<RedisConnection>(), provider.GetRequiredService<RedisSignals>()));
        services.TryAddSingleton(provider => new WebhookBook(
            provider.GetRequiredService<RedisConnection>(), provider.GetRequiredService<RedisSignals>()));
        services.TryAddSingleton(provider => new WebhookDeliveries(provider.GetRequiredService<RedisConnection>()));
        services.TryAddSingleton(provider => new JobsHealth(provider.GetRequiredService<RedisConnection>()));
        return services;
    }
}

internal sealed class JobsHealthCheck(JobsHealth health) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await health.CheckAsync(cancellationToken) is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy();
}
