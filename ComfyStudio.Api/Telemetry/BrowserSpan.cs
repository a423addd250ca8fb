using System.Text.RegularExpressions;
using ComfyStudio.Api.Problems;

namespace ComfyStudio.Api.Telemetry;

/// <summary>A piece of work in the browser that has ended, for example from the click to the picture.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="StartUnixMs">Milliseconds since 1970, with fractions.</param>
/// <param name="Attributes">Texts by name; at most 32.</param>
internal sealed partial record BrowserSpan(
    string? TraceId,
    string? SpanId,
    string? ParentSpanId,
    string? Name,
    double StartUnixMs,
    double EndUnixMs,
    IReadOnlyDictionary<string, string>? Attributes)
{
    private const int MaxTextLength = 512;
    private const int MaxAttributes = 32;

    // The year 2100: far enough for every clock, near enough for nanoseconds in 64 bits.
    private const double LatestMs = 4_102_444_800_000;

    public void Check(string field, FieldErrors errors)
    {
        if (!IsId(TraceId, ActivityTraceIdLength))
            errors.Add($"{field}.traceId", "A trace id has 32 hexadecimal digits, not all of them 0.");
        if (!IsId(SpanId, ActivitySpanIdLength))
            errors.Add($"{field}.spanId", "A span id has 16 hexadecimal digits, not all of them 0.");
        if (ParentSpanId is not null && !IsId(ParentSpanId, ActivitySpanIdLength))
            errors.Add($"{field}.parentSpanId", "A span id has 16 hexadecimal digits, not all of them 0.");
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > MaxTextLength)
            errors.Add($"{field}.name", $"A name has 1 to {MaxTextLength} characters.");
        if (!(StartUnixMs > 0 && EndUnixMs >= StartUnixMs && EndUnixMs < LatestMs))
            errors.Add($"{field}.endUnixMs", "A span ends after it starts, both in milliseconds since 1970.");
        if (Attributes is { } attributes && (attributes.Count > MaxAttributes || attributes.Any(each => each.Key.Length > MaxTextLength || each.Value?.Length > MaxTextLength)))
            errors.Add($"{field}.attributes", $"At most {MaxAttributes} attributes of {MaxTextLength} characters.");
    }

    private const int ActivityTraceIdLength = 32;
    private const int ActivitySpanIdLength = 16;

    private static bool IsId(string? text, int length) => text?.Length == length && Hex().IsMatch(text) && text.Any(digit => digit != '0');

    [GeneratedRegex("^[0-9a-f]+$")]
    private static partial Regex Hex();
}
