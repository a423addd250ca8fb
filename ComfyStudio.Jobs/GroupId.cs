using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Jobs;

/// <summary>Names one generation, batch or sequence: the jobs that were asked for together. Version 7, so ids sort by time; written as 32 lower-case hexadecimal digits.</summary>
[JsonConverter(typeof(GroupIdJsonConverter))]
public readonly record struct GroupId(Guid Value) : IParsable<GroupId>
{
    public static GroupId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));

    public static GroupId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a group id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out GroupId result)
    {
        var ok = Guid.TryParseExact(s, "N", out var value);
        result = new GroupId(value);
        return ok;
    }

    public override string ToString() => Value.ToString("N");
}

/// <summary>Public, so that the generated JSON code of other projects can use it.</summary>
public sealed class GroupIdJsonConverter : JsonConverter<GroupId>
{
    public override GroupId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        GroupId.TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException("Not a group id.");

    public override void Write(Utf8JsonWriter writer, GroupId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
