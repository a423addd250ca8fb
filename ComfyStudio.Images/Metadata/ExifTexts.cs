using System.Buffers.Binary;
using System.Text;

namespace ComfyStudio.Images.Metadata;

/// <summary>Texts in an EXIF block that begin with a keyword: <c>workflow:{…}</c>.</summary>
internal static class ExifTexts
{
    private const ushort Ascii = 2;
    private const int EntryLength = 12;
    private const int MaxKeyword = 40;

    /// <param name="tiff">The EXIF block from its byte order mark on.</param>
    internal static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> tiff)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (tiff.Length < 8 || (tiff[0] != 'I' && tiff[0] != 'M'))
            return texts;
        var little = tiff[0] == 'I';
        var directory = UInt32(tiff[4..], little);
        if (directory > tiff.Length - 2)
            return texts;
        var entries = tiff[((int)directory + 2)..];
        for (var left = UInt16(tiff[(int)directory..], little); left > 0 && entries.Length >= EntryLength; left--, entries = entries[EntryLength..])
        {
            if (UInt16(entries[2..], little) == Ascii && TextOf(tiff, entries, little) is { } text)
                Add(texts, text);
        }

        return texts;
    }

    // Up to four bytes stand in the entry itself; such a short text has no keyword.
    private static string? TextOf(ReadOnlySpan<byte> tiff, ReadOnlySpan<byte> entry, bool little)
    {
        var length = UInt32(entry[4..], little);
        var place = UInt32(entry[8..], little);
        return length > 4 && (ulong)place + length <= (ulong)tiff.Length
            ? Encoding.UTF8.GetString(tiff.Slice((int)place, (int)length)).TrimEnd('\0')
            : null;
    }

    private static void Add(Dictionary<string, string> texts, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is > 0 and <= MaxKeyword)
            texts.TryAdd(text[..colon], text[(colon + 1)..]);
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
