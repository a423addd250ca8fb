using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Api.Telemetry;

internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Where a person can look at traces; shown as links on jobs and images.</summary>
    [Url]
    public string? DashboardUrl { get; init; }

    /// <summary>Takes traces as OTLP over HTTP with JSON, for example <c>http://localhost:4318/v1/traces</c>. Found from the OTEL variables when left out.</summary>
    [Url]
    public string? OtlpHttpEndpoint { get; init; }
}
