using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Telemetry;

/// <summary>Where OTLP over HTTP is taken, told by our own setting or found from OpenTelemetry's.</summary>
internal sealed class OtlpEndpoint(IOptions<TelemetryOptions> options, IConfiguration configuration)
{
    private const int GrpcPort = 4317;
    private const int HttpPort = 4318;

    /// <summary>Null when there is none.</summary>
    public Uri? Traces { get; } = options.Value.OtlpHttpEndpoint is { Length: > 0 } address ? new Uri(address) : Find(configuration);

    /// <summary>What the collector wants to see, for example a key: OpenTelemetry's own <c>name=value,name=value</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; } =
    [
        .. (configuration["OTEL_EXPORTER_OTLP_HEADERS"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(header => header.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(header => header.Length == 2)
            .Select(header => KeyValuePair.Create(header[0], Uri.UnescapeDataString(header[1]))),
    ];

    private static Uri? Find(IConfiguration configuration)
    {
        if (!Uri.TryCreate(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"], UriKind.Absolute, out var endpoint))
            return null;
        if (configuration["OTEL_EXPORTER_OTLP_PROTOCOL"]?.StartsWith("http/", StringComparison.Ordinal) is true)
            return new Uri(endpoint, endpoint.AbsolutePath.TrimEnd('/') + "/v1/traces");

        // The usual pair of ports: gRPC on the one, HTTP on the next.
        return endpoint.Port == GrpcPort ? new UriBuilder(endpoint) { Port = HttpPort, Path = "/v1/traces" }.Uri : null;
    }
}
