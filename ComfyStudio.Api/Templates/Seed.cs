using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Templates;

/// <summary>
/// A seed, as ComfyUI takes it: from 0 to 2^64-1; -1 asks for a new one. A number in JSON, and taken as a text of digits too: whoever reads
/// JSON with the numbers of JavaScript loses the last digits of those above 2^53.
/// </summary>
[JsonConverter(typeof(SeedJsonConverter))]
internal readonly record struct Seed : IParsable<Seed>
{
    public static readonly Seed Random = -1;

    private static readonly Int128 End = (Int128)ulong.MaxValue + 1;

    private readonly Int128 _value;

    private Seed(Int128 value) => _value = value;

    public static implicit operator Seed(int value) => new(value);

    public static implicit operator Seed(long value) => new(value);

    public static implicit operator Seed(ulong value) => new(value);

    public bool IsRandom => this == Random;

    /// <summary>Whether an engine takes it.</summary>
    public bool IsGiven => _value >= 0 && _value < End;

    /// <summary>Of one that is given.</summary>
    public ulong Number => (ulong)_value;

    /// <summary>Past the highest comes 0 again.</summary>
    public Seed Next(int count) => new((_value + count) % End);

    /// <returns>Null for what is no whole number.</returns>
    public static Seed? Find(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => Find(number),
        JsonValueKind.String when TryParse(value.GetString(), CultureInfo.InvariantCulture, out var seed) => seed,
        _ => null,
    };

    // "20.0" is a whole number too: JSON has only one kind.
    public static Seed? Find(decimal number) => decimal.Truncate(number) == number ? new Seed((Int128)number) : null;

    public static Seed Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var seed) ? seed : throw new FormatException($"'{s}' is no seed.");

    public static bool TryParse(string? s, IFormatProvider? provider, out Seed result)
    {
        var isOne = Int128.TryParse(s, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value > long.MinValue && value <= End;
        result = new Seed(value);
        return isOne;
    }

    public JsonElement ToJson() => JsonElement.Parse(ToString());

    public override string ToString() => _value.ToString(CultureInfo.InvariantCulture);
}

internal sealed class SeedJsonConverter : JsonConverter<Seed>
{
    public override Seed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return Seed.Find(value.RootElement) ?? throw new JsonException("A seed is a whole number.");
    }

    public override void Write(Utf8JsonWriter writer, Seed value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToString());
}
