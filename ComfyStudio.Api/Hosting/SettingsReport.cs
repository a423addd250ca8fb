namespace ComfyStudio.Api.Hosting;

/// <summary>Says at start where each main setting came from, so that a wrong value can be traced to its file or variable.</summary>
internal sealed partial class SettingsReport(IConfiguration configuration, ILogger<SettingsReport> logger) : IHostedService
{
    private static readonly string[] Settings =
    [
        "ConnectionStrings:redis", "Images:Root", "Templates:Folder", "Thumbnailer:Address", "Cors:Origins:0", "Hosting:AllowRemote",
        "Generation:MaxPromptLength", "Telemetry:DashboardUrl", "OTEL_EXPORTER_OTLP_ENDPOINT",
    ];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var setting in Settings)
        {
            if (SourceOf(setting) is { } source)
                LogSetting(setting, Redact(configuration[setting]!), source);
            else
                LogDefault(setting);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal string? SourceOf(string setting)
    {
        // The last provider wins.
        var provider = configuration is IConfigurationRoot root
            ? root.Providers.LastOrDefault(provider => provider.TryGet(setting, out var value) && value is not null)
            : null;
        return provider?.ToString();
    }

    // "password=" is all that a Redis connection string can hold of a secret.
    internal static string Redact(string value) =>
        string.Join(',', value.Split(',').Select(part =>
            part.TrimStart().StartsWith("password=", StringComparison.OrdinalIgnoreCase) ? "password=***" : part));

    [LoggerMessage(LogLevel.Information, "Setting {Setting} = {Value} (from {Source})")]
    private partial void LogSetting(string setting, string value, string source);

    [LoggerMessage(LogLevel.Information, "Setting {Setting} is not set: its default applies")]
    private partial void LogDefault(string setting);
}
