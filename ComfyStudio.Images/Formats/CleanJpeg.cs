using System.Buffers.Binary;

namespace ComfyStudio.Images.Formats;

internal static class CleanJpeg
{
    private const byte StartOfScan = 0xDA;
    private const byte End = 0xD9;
    private const byte Comment = 0xFE;
    private const int MostRead = 65533;

    internal static IReadOnlyList<CleanPiece> Plan(Stream file)
    {
        var pieces = new CleanPieces();
        pieces.Keep(0, 2);
        if (ExifOrientation.Read(JpegHeader.FindExif(file)) is > 1 and <= 8 and var orientation)
            pieces.Put(Upright((byte)orientation));
        Span<byte> head = stackalloc byte[4];
        for (long at = 2; ;)
        {
            file.Position = at;
            file.ReadExactly(head[..2]);
            if (head[0] != 0xFF)
                throw new EndOfStreamException();
            if (head[1] == End)
            {
                // Whatever somebody hung on behind the picture stays behind.
                pieces.Keep(at, at + 2);
                return pieces.All;
            }

            file.ReadExactly(head[2..]);
            var next = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
            if (IsKept(file, head[1], (int)(next - at - 4)))
                pieces.Keep(at, next);
            if (head[1] == StartOfScan)
                pieces.Keep(next, next = EndOfScan(file, next));
            at = next;
        }
    }

    // Of the application segments: the first (JFIF), colour profiles, and Adobe's, which says how the colours are stored.
    private static bool IsKept(Stream file, byte marker, int length) => marker switch
    {
        Comment => false,
        0xE2 => StartsWith(file, length, "ICC_PROFILE\0"u8),
        0xEE => StartsWith(file, length, "Adobe"u8),
        > 0xE0 and <= 0xEF => false,
        _ => true,
    };

    private static bool StartsWith(Stream file, int length, ReadOnlySpan<byte> name)
    {
        Span<byte> start = stackalloc byte[16];
        start = start[..Math.Min(Math.Max(0, length), name.Length)];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == name.Length && start.SequenceEqual(name);
    }

    /// <summary>The place of the next marker: within a scan, FF is followed by 00, or by the number of a restart.</summary>
    private static long EndOfScan(Stream file, long at)
    {
        file.Position = at;
        var (buffer, isAfterFF) = (new byte[MostRead], false);
        for (int read; (read = file.Read(buffer)) > 0; at += read)
        {
            for (var i = 0; i < read; i++)
            {
                if (isAfterFF && buffer[i] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7)))
                    return at + i - 1;
                isAfterFF = buffer[i] == 0xFF;
            }
        }

        throw new EndOfStreamException();
    }

    private static byte[] Upright(byte orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, (byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0,
        1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0,
    ];
}
