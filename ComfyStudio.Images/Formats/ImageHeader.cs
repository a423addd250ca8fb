using System.Buffers.Binary;

namespace ComfyStudio.Images.Formats;

internal enum ImageKind
{
    Png,
    Jpeg,
    WebP,
    Gif,
}

/// <summary>What an image file is and how large, told by its first bytes; nothing is decoded.</summary>
/// <param name="Width">As shown: a rotation noted in the file is applied.</param>
internal readonly record struct ImageHeader(ImageKind Kind, int Width, int Height)
{
    /// <summary>Enough bytes to tell every kind.</summary>
    internal const int SignatureLength = 12;

    internal string Extension => Kind switch
    {
        ImageKind.Png => ".png",
        ImageKind.Jpeg => ".jpg",
        ImageKind.WebP => ".webp",
        ImageKind.Gif => ".gif",
        _ => throw new InvalidOperationException($"No extension for {Kind}."),
    };

    internal string ContentType => ImageContentType.OfFile(Extension);

    /// <returns>Null for anything that is not one of the four kinds, whatever its name says.</returns>
    internal static ImageKind? Sniff(ReadOnlySpan<byte> start) => start switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageKind.Png,
        [0xFF, 0xD8, 0xFF, ..] => ImageKind.Jpeg,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageKind.WebP,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ImageKind.Gif,
        _ => null,
    };

    /// <summary>Reads from the start of a stream that can seek.</summary>
    /// <returns>Null when it is no image, or its header is not whole.</returns>
    internal static ImageHeader? Read(Stream file)
    {
        Span<byte> start = stackalloc byte[30];
        file.Position = 0;
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        var header = Sniff(start) switch
        {
            ImageKind.Png => Png(start),
            ImageKind.Jpeg => JpegHeader.Read(file),
            ImageKind.WebP => WebP(start),
            ImageKind.Gif => Gif(start),
            _ => null,
        };
        return header is { Width: > 0, Height: > 0 } ? header : null;
    }

    private static ImageHeader? Png(ReadOnlySpan<byte> start) =>
        start.Length < 24 || !start[12..16].SequenceEqual("IHDR"u8)
            ? null
            : new(ImageKind.Png, BinaryPrimitives.ReadInt32BigEndian(start[16..]), BinaryPrimitives.ReadInt32BigEndian(start[20..]));

    private static ImageHeader? Gif(ReadOnlySpan<byte> start) =>
        start.Length < 10
            ? null
            : new(ImageKind.Gif, BinaryPrimitives.ReadUInt16LittleEndian(start[6..]), BinaryPrimitives.ReadUInt16LittleEndian(start[8..]));

    // The three forms of WebP: lossy, lossless, and extended (animation, transparency, metadata).
    private static ImageHeader? WebP(ReadOnlySpan<byte> start)
    {
        if (start.Length < 30)
            return null;
        if (start[12..16].SequenceEqual("VP8 "u8))
            return new(
                ImageKind.WebP,
                BinaryPrimitives.ReadUInt16LittleEndian(start[26..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(start[28..]) & 0x3FFF);
        if (start[12..16].SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(start[21..]);
            return new(ImageKind.WebP, (int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        return start[12..16].SequenceEqual("VP8X"u8)
            ? new(ImageKind.WebP, UInt24(start[24..]) + 1, UInt24(start[27..]) + 1)
            : null;
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
