namespace ComfyStudio.Images.Formats;

internal static class CleanGif
{
    private const byte Extension = 0x21;
    private const byte Picture = 0x2C;
    private const byte End = 0x3B;
    private const byte GraphicControl = 0xF9;
    private const byte Application = 0xFF;

    internal static IReadOnlyList<CleanPiece> Plan(Stream file)
    {
        var pieces = new CleanPieces();
        Span<byte> head = stackalloc byte[13];
        file.Position = 0;
        file.ReadExactly(head);
        SkipColours(file, head[10]);
        pieces.Keep(0, file.Position);
        while (true)
        {
            var at = file.Position;
            switch (file.ReadByte())
            {
                case Extension:
                    if (SkipExtension(file))
                        pieces.Keep(at, file.Position);
                    break;
                case Picture:
                    file.ReadExactly(head[..9]);
                    SkipColours(file, head[8]);
                    file.Position++;
                    SkipParts(file);
                    pieces.Keep(at, file.Position);
                    break;
                case End:
                    pieces.Keep(at, file.Position);
                    return pieces.All;
                default:
                    throw new EndOfStreamException();
            }
        }
    }

    /// <returns>Whether it is about how the pictures are shown: their times, and how often they are repeated.</returns>
    private static bool SkipExtension(Stream file)
    {
        Span<byte> name = stackalloc byte[12];
        var (label, at) = (file.ReadByte(), file.Position);
        var isRepeat = label == Application && file.ReadAtLeast(name, 12, throwOnEndOfStream: false) == 12 && name[1..].SequenceEqual("NETSCAPE2.0"u8);
        file.Position = at;
        SkipParts(file);
        return label == GraphicControl || isRepeat;
    }

    private static void SkipColours(Stream file, byte flags)
    {
        if ((flags & 0x80) != 0)
            file.Position += 3 << ((flags & 7) + 1);
    }

    private static void SkipParts(Stream file)
    {
        for (var length = file.ReadByte(); length != 0; length = file.ReadByte())
        {
            if (length < 0)
                throw new EndOfStreamException();
            file.Position += length;
        }
    }
}
