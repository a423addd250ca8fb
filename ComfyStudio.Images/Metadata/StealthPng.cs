using System.Buffers.Binary;
using System.IO.Compression;
using ComfyStudio.Images.Formats;

namespace ComfyStudio.Images.Metadata;

/// <summary>
/// The text that NovelAI, and extensions of Forge and others, hide in the lowest bit of each pixel's transparency or colours, column by
/// column: fifteen letters that tell which, a length in bits, and the text, packed or not.
/// </summary>
internal static class StealthPng
{
    private const int SignatureBytes = 15;
    private const int HeadBits = (SignatureBytes + 4) * 8;
    private const int MaxTextBytes = 1024 * 1024;
    private const long MaxPixels = 16_000_000;

    // Of nearly all pictures the first letter shows that there is nothing; one that begins alike by chance is found out by all of them.
    private static readonly int[] Checks = [8, SignatureBytes * 8];

    /// <returns>Null when there is none.</returns>
    internal static string? Read(Stream file)
    {
        try
        {
            return Open(file) is { } picture && ReadBits(picture) is { } bits ? (TextOf(bits, inColours: false) ?? TextOf(bits, inColours: true)) : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    // Eight bits a channel and no other order of rows: as they are written.
    private static PngRows? Open(Stream file)
    {
        Span<byte> head = stackalloc byte[33];
        file.Position = 0;
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || ImageHeader.Sniff(head) != ImageKind.Png)
            return null;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]));
        var isPlain = head[24] == 8 && head[25] is 2 or 6 && head[28] == 0;
        return isPlain && width > 0 && height > 0 && (long)width * height is >= HeadBits / 3 and <= MaxPixels ? new PngRows(file, width, height, head[25] == 6 ? 4 : 3) : null;
    }

    /// <returns>The lowest bits of each pixel, from the left: red, green, blue, transparency; null as soon as they show that nothing is hidden.</returns>
    private static HiddenBits? ReadBits(PngRows picture)
    {
        using (picture)
        {
            var bits = new HiddenBits(picture.Width, picture.Height, picture.Channels == 4);
            for (var y = 0; y < picture.Height; y++)
            {
                bits.Add(y, picture.Next());
                if (Checks.Contains(y + 1) && !bits.MayBegin(y + 1))
                    return null;
            }

            return bits;
        }
    }

    private static string? TextOf(HiddenBits bits, bool inColours)
    {
        if (!inColours && !bits.HasAlpha)
            return null;
        var head = bits.Read(0, SignatureBytes + 4, inColours);
        var isPlain = head.AsSpan().StartsWith(inColours ? "stealth_rgbinfo"u8 : "stealth_pnginfo"u8);
        if (!isPlain && !head.AsSpan().StartsWith(inColours ? "stealth_rgbcomp"u8 : "stealth_pngcomp"u8))
            return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(SignatureBytes)) / 8;
        if (length > MaxTextBytes || HeadBits + (length * 8L) > bits.Count(inColours))
            return null;
        var text = bits.Read(HeadBits, (int)length, inColours);
        return PictureTexts.Decode(isPlain ? text : Unpack(text));
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var text = new byte[MaxTextBytes];
        return text[..gzip.ReadAtLeast(text, text.Length, throwOnEndOfStream: false)];
    }
}
