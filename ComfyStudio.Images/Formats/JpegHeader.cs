using System.Buffers.Binary;

namespace ComfyStudio.Images.Formats;

/// <summary>Finds a JPEG's size among its segments, turned as its EXIF orientation asks.</summary>
internal static class JpegHeader
{
    private const byte StartOfScan = 0xDA;
    internal const byte App1 = 0xE1;

    internal static ImageHeader? Read(Stream file)
    {
        file.Position = 2;
        var turned = false;
        while (TryNext(file, out var marker, out var length))
        {
            var next = file.Position + length;
            if (IsStartOfFrame(marker))
                return Frame(file, turned);
            if (marker == App1)
                turned |= IsTurned(file, length);
            file.Position = next;
        }

        return null;
    }

    /// <returns>The EXIF block from its byte order mark on; empty when there is none.</returns>
    internal static byte[] FindExif(Stream file)
    {
        file.Position = 2;
        while (TryNext(file, out var marker, out var length))
        {
            var next = file.Position + length;
            if (marker == App1 && ReadExif(file, length) is { } exif)
                return exif;
            file.Position = next;
        }

        return [];
    }

    /// <summary>Reads the head of the segment that begins here: its content is next.</summary>
    /// <returns>False where the picture itself begins, at the end, and where no segment is.</returns>
    internal static bool TryNext(Stream file, out byte marker, out int length)
    {
        Span<byte> head = stackalloc byte[4];
        var isOne = file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head[0] == 0xFF && head[1] != StartOfScan;
        (marker, length) = (head[1], BinaryPrimitives.ReadUInt16BigEndian(head[2..]) - 2);
        return isOne && length >= 0;
    }

    // C4, C8 and CC are tables that share the range of the frame markers.
    private static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static ImageHeader? Frame(Stream file, bool turned)
    {
        Span<byte> frame = stackalloc byte[5];
        if (file.ReadAtLeast(frame, 5, throwOnEndOfStream: false) < 5)
            return null;
        var height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        return turned ? new(ImageKind.Jpeg, height, width) : new(ImageKind.Jpeg, width, height);
    }

    private static bool IsTurned(Stream file, int length) =>
        ReadExif(file, length) is { } exif && ExifOrientation.Read(exif) is >= 5 and <= 8;

    private static byte[]? ReadExif(Stream file, int length)
    {
        var segment = new byte[length];
        return file.ReadAtLeast(segment, length, throwOnEndOfStream: false) == length && segment.AsSpan().StartsWith("Exif\0\0"u8) ? segment[6..] : null;
    }
}
