using System.Diagnostics;

namespace ComfyStudio.Api.Telemetry;

internal static class ApiTelemetry
{
    public static readonly ActivitySource Source = new("ComfyStudio.Api");
}
