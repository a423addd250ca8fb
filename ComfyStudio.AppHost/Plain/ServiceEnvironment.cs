namespace ComfyStudio.AppHost.Plain;

/// <summary>What every .NET process of the studio is told. Where the person has set a variable of this kind, theirs stays.</summary>
internal sealed class ServiceEnvironment(Topology topology, PlainOptions options)
{
    public IReadOnlyDictionary<string, string> For(string name, StudioPort port, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var all = new Dictionary<string, string>(Habits().Where(habit => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(habit.Key))))
        {
            ["ASPNETCORE_URLS"] = port.Localhost,
            ["OTEL_SERVICE_NAME"] = name,
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return all;
    }

    private IEnumerable<KeyValuePair<string, string>> Habits() =>
    [
        new(Topology.RedisConnectionKey, $"127.0.0.1:{topology.RedisPort.Number}"),
        new("ASPNETCORE_ENVIRONMENT", "Development"),
        new("Logging__Console__FormatterName", "simple"),
        new("Logging__Console__FormatterOptions__SingleLine", "true"),
        new("Logging__LogLevel__Microsoft.AspNetCore", "Warning"),
        new("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Warning"),
        .. options.Dashboard ? Telemetry() : [],
    ];

    // Short delays: the trace of a picture is there when the person looks for it.
    private IEnumerable<KeyValuePair<string, string>> Telemetry() =>
    [
        new("OTEL_EXPORTER_OTLP_ENDPOINT", topology.OtlpGrpcPort.Localhost),
        new("OTEL_BSP_SCHEDULE_DELAY", "1000"),
        new("OTEL_BLRP_SCHEDULE_DELAY", "1000"),
        new("OTEL_METRIC_EXPORT_INTERVAL", "5000"),
    ];
}
