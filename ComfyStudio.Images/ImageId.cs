using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Images;

/// <summary>
/// Names a file of the gallery in addresses, so that no request ever carries a path: 32 lower-case hexadecimal digits, the first
/// half of the SHA-256 of its path below the images root.
/// </summary>
[JsonConverter(typeof(ImageIdJsonConverter))]
public readonly record struct ImageId : IParsable<ImageId>
{
    private readonly string? _value;

    private ImageId(string value) => _value = value;

    /// <param name="relativePath">Below the images root, with '/'.</param>
    public static ImageId Of(string relativePath) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(relativePath)).AsSpan(0, 16)));

    public static ImageId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not an image id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ImageId result)
    {
        var ok = s is { Length: 32 } && s.All(char.IsAsciiHexDigitLower);
        result = ok ? new ImageId(s!) : default;
        return ok;
    }

    public override string ToString() => _value ?? "";
}

/// <summary>Public, so that the generated JSON code of other projects can use it.</summary>
public sealed class ImageIdJsonConverter : JsonConverter<ImageId>
{
    public override ImageId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ImageId.TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException("Not an image id.");

    public override void Write(Utf8JsonWriter writer, ImageId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
