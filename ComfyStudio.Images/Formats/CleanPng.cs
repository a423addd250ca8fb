using System.Buffers.Binary;
using System.Text;

namespace ComfyStudio.Images.Formats;

internal static class CleanPng
{
    // What makes the pixels and their colours. Everything else somebody noted, today or in a chunk that is not invented yet.
    private static readonly HashSet<string> Kept =
    [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "hIST", "pHYs", "acTL", "fcTL", "fdAT",
    ];

    internal static IReadOnlyList<CleanPiece> Plan(Stream file)
    {
        var pieces = new CleanPieces();
        pieces.Keep(0, 8);
        Span<byte> head = stackalloc byte[8];
        for (long at = 8; ;)
        {
            file.Position = at;
            file.ReadExactly(head);
            var type = Encoding.Latin1.GetString(head[4..]);
            var next = at + 12 + BinaryPrimitives.ReadUInt32BigEndian(head);
            if (next > file.Length)
                throw new EndOfStreamException();
            if (Kept.Contains(type))
                pieces.Keep(at, next);
            if (type == "IEND")
                return pieces.All;
            at = next;
        }
    }
}
