using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Telemetry;

// The JSON form of OTLP's ExportTraceServiceRequest, as far as browser spans need it.
internal sealed record OtlpTraces(IReadOnlyList<OtlpResourceSpans> ResourceSpans)
{
    private const string ServiceName = "web";

    public static OtlpTraces Of(IEnumerable<BrowserSpan> spans) =>
        new([new OtlpResourceSpans(new OtlpResource([OtlpAttribute.Of("service.name", ServiceName)]), [new OtlpScopeSpans(new OtlpScope(ServiceName), [.. spans.Select(OtlpSpan.Of)])])]);
}

internal sealed record OtlpResourceSpans(OtlpResource Resource, IReadOnlyList<OtlpScopeSpans> ScopeSpans);

internal sealed record OtlpResource(IReadOnlyList<OtlpAttribute> Attributes);

internal sealed record OtlpScopeSpans(OtlpScope Scope, IReadOnlyList<OtlpSpan> Spans);

internal sealed record OtlpScope(string Name);

internal sealed record OtlpSpan(
    string TraceId, string SpanId, string? ParentSpanId, string Name, int Kind, string StartTimeUnixNano, string EndTimeUnixNano,
    IReadOnlyList<OtlpAttribute> Attributes)
{
    private const int Client = 3;

    public static OtlpSpan Of(BrowserSpan span) => new(
        span.TraceId!, span.SpanId!, span.ParentSpanId, span.Name!, Client, Nanoseconds(span.StartUnixMs), Nanoseconds(span.EndUnixMs),
        [.. (span.Attributes ?? new Dictionary<string, string>()).Select(attribute => OtlpAttribute.Of(attribute.Key, attribute.Value))]);

    // Decimal: a double has no room for nanoseconds since 1970.
    private static string Nanoseconds(double milliseconds) => ((ulong)((decimal)milliseconds * 1_000_000m)).ToString(CultureInfo.InvariantCulture);
}

internal sealed record OtlpAttribute(string Key, OtlpValue Value)
{
    public static OtlpAttribute Of(string key, string value) => new(key, new OtlpValue(value));
}

internal sealed record OtlpValue(string StringValue);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OtlpTraces))]
internal sealed partial class OtlpJson : JsonSerializerContext;
