using ComfyStudio.ServiceDefaults.Configuration;

namespace ComfyStudio.Api.Hosting;

internal static partial class HostingExtensions
{
    private const string UrlsKey = "urls";

    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<HostingOptions>(HostingOptions.Section);
        var hosting = builder.Configuration.GetSection(HostingOptions.Section).Get<HostingOptions>() ?? new HostingOptions();
        var wanted = builder.Configuration[UrlsKey] is { Length: > 0 } urls ? urls : hosting.Urls;
        var listen = ListenAddresses.For(wanted, hosting.AllowRemote);
        builder.WebHost.UseUrls(listen);
        builder.Services.AddHostedService(services => new ReachReport(
            hosting.AllowRemote, wanted, listen, services.GetRequiredService<ILogger<ReachReport>>()));
        builder.Services.AddHostedService<SettingsReport>();
        return builder;
    }

    /// <summary>Says at start who can reach the studio.</summary>
    internal sealed partial class ReachReport(bool allowRemote, string wanted, string listen, ILogger<ReachReport> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (allowRemote)
                LogOpen(listen);
            else if (listen != wanted)
                LogNarrowed(wanted, listen);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        [LoggerMessage(LogLevel.Warning, "Hosting:AllowRemote is on, listening on {Addresses}: anyone on your network can use this studio, there is no login yet")]
        private partial void LogOpen(string addresses);

        [LoggerMessage(LogLevel.Warning, "Asked to listen on {Wanted}, listening on {Addresses} only: set Hosting:AllowRemote (environment Hosting__AllowRemote) to true to let other machines in")]
        private partial void LogNarrowed(string wanted, string addresses);
    }
}
