using System.Buffers.Binary;
using System.Text;
using ComfyStudio.Images.Formats;

namespace ComfyStudio.Images.Metadata;

/// <summary>The texts of an EXIF block: by the keyword they begin with (<c>workflow:{…}</c>), else by the name of their tag.</summary>
internal static class ExifTexts
{
    private const ushort Ascii = 2;
    private const ushort ExifPointer = 0x8769;
    private const int MaxKeyword = 40;
    private const int CodeLength = 8;

    /// <summary>Who made the camera. ComfyUI and its savers put a graph there.</summary>
    internal const string Make = "Make";

    /// <summary>Stands before the block in a JPEG, and where writers forget that it belongs nowhere else.</summary>
    internal static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <param name="block">With its <see cref="Prefix"/> or from its byte order mark on.</param>
    internal static Dictionary<string, string> Read(ReadOnlySpan<byte> block)
    {
        var tiff = block.StartsWith(Prefix) ? block[Prefix.Length..] : block;
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Read(new ExifDirectory(tiff), tiff, texts, isInner: false);
        return texts;
    }

    private static void Read(ExifDirectory entries, ReadOnlySpan<byte> tiff, Dictionary<string, string> texts, bool isInner)
    {
        while (entries.MoveNext())
        {
            if (entries.Tag == ExifPointer && !isInner)
                Read(new ExifDirectory(tiff, entries.Long), tiff, texts, isInner: true);
            else if (NameOf(entries.Tag) is { } name && Decode(entries) is { Length: > 0 } text)
                Add(texts, name, text);
            else if (entries.Type == Ascii && entries.FindText() is { } other)
                Add(texts, null, other);
        }
    }

    private static string? NameOf(ushort tag) => tag switch
    {
        0x010E => "ImageDescription",
        0x010F => Make,
        0x0131 => "Software",
        0x927C => "MakerNote",
        0x9286 => "UserComment",
        0x9C9C => "XPComment",
        _ => null,
    };

    private static string? Decode(ExifDirectory entry) => entry.Tag switch
    {
        0x9286 => UserComment(entry.Data),
        0x9C9C => Encoding.Unicode.GetString(entry.Data).TrimEnd('\0'),
        _ => entry.FindText(),
    };

    // Eight letters tell the code. Of the two orders of UTF-16 the standard leaves open which, and tools take either whatever the block's is.
    private static string UserComment(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith("UNICODE\0"u8))
            return Utf16(data[CodeLength..]).TrimEnd('\0');
        var text = data.StartsWith("ASCII\0\0\0"u8) || data.StartsWith("\0\0\0\0\0\0\0\0"u8) ? data[CodeLength..] : data;
        return Encoding.UTF8.GetString(text).Trim('\0');
    }

    private static string Utf16(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
            return "";
        if (BinaryPrimitives.ReadUInt16BigEndian(text) is 0xFEFF or 0xFFFE)
            return (text[0] == 0xFE ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(text[2..]);
        var (first, second) = (0, 0);
        for (var i = 0; i + 1 < text.Length; i += 2)
        {
            first += text[i] == 0 ? 1 : 0;
            second += text[i + 1] == 0 ? 1 : 0;
        }

        // Some write one byte a letter all the same.
        if (first == 0 && second == 0 && text.ContainsAnyInRange((byte)' ', (byte)'~') && !text.ContainsAnyExceptInRange((byte)'\t', (byte)'~'))
            return Encoding.UTF8.GetString(text);
        return (first >= second ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(text);
    }

    private static void Add(Dictionary<string, string> texts, string? name, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is > 0 and <= MaxKeyword && (name is null || text.AsSpan(colon + 1).TrimStart() is ['{', ..]) && text.AsSpan(0, colon).IndexOfAny(" \n{\"") < 0)
            texts.TryAdd(text[..colon], text[(colon + 1)..]);
        else if (name is not null)
            texts.TryAdd(name, text);
    }
}
