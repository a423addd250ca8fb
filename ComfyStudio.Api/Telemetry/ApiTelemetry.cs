using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ComfyStudio.Api.Telemetry;

internal static class ApiTelemetry
{
    private const string Name = "ComfyStudio.Api";
    private static readonly Meter Meter = new(Name);

    public static readonly ActivitySource Source = new(Name);

    public static readonly Counter<long> RequestedImages =
        Meter.CreateCounter<long>("comfystudio.api.requested_images", "{image}", "Images asked for, by template.");

    public static readonly Counter<long> RefusedRequests =
        Meter.CreateCounter<long>("comfystudio.api.refused_generations", "{request}", "Requests for images that did not hold.");

    public static readonly UpDownCounter<int> OpenStreams =
        Meter.CreateUpDownCounter<int>("comfystudio.api.open_streams", "{stream}", "Event streams that are open: one for each tab.");
}
