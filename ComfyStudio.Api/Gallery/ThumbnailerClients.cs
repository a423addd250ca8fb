using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Gallery;

internal static class ThumbnailerClients
{
    /// <param name="patience">How long an answer may take; without it, as long as the client itself says.</param>
    public static void AddThumbnailerClient<TClient>(this IServiceCollection services, Func<IServiceProvider, TimeSpan>? patience = null)
        where TClient : class => services.AddHttpClient<TClient>((provider, http) =>
        {
            http.BaseAddress = new Uri(provider.GetRequiredService<IOptions<ThumbnailerOptions>>().Value.Address.TrimEnd('/') + "/");
            if (patience is not null)
                http.Timeout = patience(provider);
        });
}
