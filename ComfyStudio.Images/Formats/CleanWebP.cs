using System.Buffers.Binary;
using System.Text;

namespace ComfyStudio.Images.Formats;

internal static class CleanWebP
{
    private const byte ExifFlag = 0x08;
    private const byte XmpFlag = 0x04;

    private static readonly HashSet<string> Kept = ["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"];

    internal static IReadOnlyList<CleanPiece> Plan(Stream file)
    {
        var (pieces, length) = (new CleanPieces(), 4L);
        Span<byte> head = stackalloc byte[9];
        for (long at = 12; at + 8 <= file.Length;)
        {
            file.Position = at;
            var read = file.ReadAtLeast(head, 9, throwOnEndOfStream: false);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            var next = Math.Min(at + 8 + size + (size & 1), file.Length);
            if (at + 8 + size > file.Length || read < 8)
                throw new EndOfStreamException();
            var type = Encoding.Latin1.GetString(head[..4]);
            if (type == "VP8X")
            {
                // It tells what else is in the file.
                pieces.Put([.. head[..8], (byte)(head[8] & ~(ExifFlag | XmpFlag))]);
                pieces.Keep(at + 9, next);
            }
            else if (Kept.Contains(type))
            {
                pieces.Keep(at, next);
            }

            length += Kept.Contains(type) ? next - at : 0;
            at = next;
        }

        var start = new byte[12];
        "RIFF"u8.CopyTo(start);
        BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(4), checked((uint)length));
        "WEBP"u8.CopyTo(start.AsSpan(8));
        return [new CleanPiece(0, start.Length, start), .. pieces.All];
    }
}
