using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Producer.Chat;

internal static class ChatServices
{
    private const int MostAnswerBytes = 4 * 1024 * 1024;

    public static IServiceCollection AddChatPlanner(this IServiceCollection services)
    {
        services.AddHttpClient(ChatClient.Client, (provider, http) =>
        {
            http.Timeout = provider.GetRequiredService<IOptions<ProducerOptions>>().Value.Http.Timeout;
            http.MaxResponseContentBufferSize = MostAnswerBytes;
        }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            // The key goes where it was meant to, and nowhere else.
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        });
        return services.AddSingleton<ChatClient>().AddSingleton<MemoryReleaser>().AddSingleton<ChatPlanner>();
    }
}
