using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Jobs;

/// <summary>Names one job. Version 7, so ids sort by time; written as 32 lower-case hexadecimal digits.</summary>
[JsonConverter(typeof(JobIdJsonConverter))]
public readonly record struct JobId(Guid Value) : IParsable<JobId>
{
    public static JobId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));

    public static JobId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a job id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out JobId result)
    {
        var ok = Guid.TryParseExact(s, "N", out var value);
        result = new JobId(value);
        return ok;
    }

    public override string ToString() => Value.ToString("N");
}

/// <summary>Public, so that the generated JSON code of other projects can use it.</summary>
public sealed class JobIdJsonConverter : JsonConverter<JobId>
{
    public override JobId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JobId.TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException("Not a job id.");

    public override void Write(Utf8JsonWriter writer, JobId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
