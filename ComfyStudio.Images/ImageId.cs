using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
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
    internal ImageId(UInt128 value) => Value = value;

    internal UInt128 Value { get; }

    /// <param name="relativePath">Below the images root, with '/'.</param>
    public static ImageId Of(string relativePath)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(relativePath), hash);
        return new ImageId(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    public static ImageId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not an image id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ImageId result)
    {
        var value = UInt128.Zero;
        var ok = s is { Length: 32 } && s.All(char.IsAsciiHexDigitLower)
            && UInt128.TryParse(s, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        result = new ImageId(value);
        return ok;
    }

    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}

/// <summary>Public, so that the generated JSON code of other projects can use it.</summary>
public sealed class ImageIdJsonConverter : JsonConverter<ImageId>
{
    public override ImageId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ImageId.TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException("Not an image id.");

    public override void Write(Utf8JsonWriter writer, ImageId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
