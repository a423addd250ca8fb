namespace ComfyStudio.Thumbnailer.Hosting;

/// <summary>Nobody but the Api asks for thumbnails, and it asks from the same machine.</summary>
internal static class LoopbackBinding
{
    private const string DefaultAddress = "http://127.0.0.1:8001";
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    internal static WebApplicationBuilder BindLoopback(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(DefaultAddress);
        builder.Services.AddOptions<Binding>()
            .Validate<IConfiguration>(
                (_, configuration) => IsLoopback(configuration[WebHostDefaults.ServerUrlsKey]),
                "Setting urls (environment ASPNETCORE_URLS): the thumbnailer answers on this machine only, so the address must be localhost, 127.0.0.1 or [::1].")
            .ValidateOnStart();
        return builder;
    }

    internal static bool IsLoopback(string? addresses) =>
        (addresses ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .All(address => Loopback.Contains(BindingAddress.Parse(address).Host, StringComparer.OrdinalIgnoreCase));

    // Nothing to bind: a place for the check among those of the start.
    private sealed class Binding;
}
