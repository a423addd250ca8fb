using System.Buffers.Binary;

namespace ComfyStudio.Images.Formats;

/// <summary>Counts the frames of a GIF by walking over its blocks.</summary>
internal static class GifFrames
{
    private const byte Extension = 0x21;
    private const byte GraphicControl = 0xF9;
    private const byte Picture = 0x2C;

    // Browsers take a delay below this for "nobody said".
    private const int LeastHundredths = 2;
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(100);

    internal static FrameCount Read(Stream file)
    {
        Span<byte> head = stackalloc byte[13];
        file.Position = 0;
        file.ReadExactly(head);
        SkipColours(file, head[10]);
        var (frames, delay) = (default(FrameCount), Usual);

        // One that was cut short has the frames that are there.
        for (var block = file.ReadByte(); block is Extension or Picture; block = file.ReadByte())
        {
            if (block == Extension)
            {
                delay = ReadDelay(file) ?? delay;
            }
            else
            {
                SkipPicture(file);
                frames = frames.And(delay);
            }
        }

        return frames;
    }

    private static TimeSpan? ReadDelay(Stream file)
    {
        TimeSpan? delay = null;
        if (file.ReadByte() == GraphicControl)
        {
            Span<byte> control = stackalloc byte[5];
            file.ReadExactly(control);
            var hundredths = BinaryPrimitives.ReadUInt16LittleEndian(control[2..]);
            delay = hundredths < LeastHundredths ? Usual : TimeSpan.FromMilliseconds(hundredths * 10);
        }

        SkipParts(file);
        return delay;
    }

    private static void SkipPicture(Stream file)
    {
        Span<byte> place = stackalloc byte[9];
        file.ReadExactly(place);
        SkipColours(file, place[8]);
        file.Position++;
        SkipParts(file);
    }

    private static void SkipColours(Stream file, byte flags)
    {
        if ((flags & 0x80) != 0)
            file.Position += 3 << ((flags & 7) + 1);
    }

    private static void SkipParts(Stream file)
    {
        for (var length = file.ReadByte(); length > 0; length = file.ReadByte())
            file.Position += length;
    }
}
