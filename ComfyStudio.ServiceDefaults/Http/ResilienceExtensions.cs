using Microsoft.Extensions.DependencyInjection;

namespace ComfyStudio.ServiceDefaults.Http;

public static class ResilienceExtensions
{
    /// <summary>
    /// Gives the client a timeout per attempt, retries, and a circuit breaker for each server it talks to.
    /// All three end as <see cref="HttpRequestException"/>, like any other failure to get an answer.
    /// </summary>
    public static IHttpClientBuilder AddResilience(this IHttpClientBuilder client, Action<ResilienceOptions>? configure = null)
    {
        var options = new ResilienceOptions();
        configure?.Invoke(options);

        // Handlers are renewed every two minutes; the circuits must outlive them.
        client.Services.AddKeyedSingleton(client.Name, (services, _) =>
            new ResiliencePipelines(options, services.GetService<TimeProvider>() ?? TimeProvider.System));
        return client.AddHttpMessageHandler(services =>
            new ResilienceHandler(services.GetRequiredKeyedService<ResiliencePipelines>(client.Name)));
    }
}
