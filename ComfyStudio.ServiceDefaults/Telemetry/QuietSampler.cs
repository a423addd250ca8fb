using System.Diagnostics;
using OpenTelemetry.Trace;

namespace ComfyStudio.ServiceDefaults.Telemetry;

/// <summary>
/// Keeps probes, page assets, the endless event stream and background polling out of the traces; the rest is
/// <paramref name="next"/>'s choice.
/// </summary>
internal sealed class QuietSampler(Sampler next) : Sampler
{
    private static readonly string[] QuietPaths = ["/health", "/alive", "/api/events", "/assets", "/favicon.ico"];

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        IsQuietRequest(samplingParameters) || IsPolling(samplingParameters)
            ? new SamplingResult(SamplingDecision.Drop)
            : next.ShouldSample(samplingParameters);

    private static bool IsQuietRequest(in SamplingParameters span) =>
        span.Kind == ActivityKind.Server && span.Tags?.FirstOrDefault(tag => tag.Key == "url.path").Value is string path
        && QuietPaths.Any(quiet => path == quiet || path.StartsWith(quiet + "/", StringComparison.Ordinal));

    // A call that no request and no job caused.
    private static bool IsPolling(in SamplingParameters span) =>
        span.Kind == ActivityKind.Client && span.ParentContext.TraceId == default;
}
