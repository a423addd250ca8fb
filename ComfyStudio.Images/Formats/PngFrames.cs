using System.Buffers.Binary;

namespace ComfyStudio.Images.Formats;

/// <summary>Counts the frames of an animated PNG; any other has none.</summary>
internal static class PngFrames
{
    private const int ControlLength = 26;

    internal static FrameCount Read(Stream file)
    {
        var (frames, isAnimated) = (default(FrameCount), false);
        Span<byte> head = stackalloc byte[8];
        Span<byte> control = stackalloc byte[ControlLength];
        file.Position = 8;
        while (file.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8)
        {
            var next = file.Position + BinaryPrimitives.ReadUInt32BigEndian(head) + 4;
            isAnimated |= head[4..].SequenceEqual("acTL"u8);

            // The announcement stands before the first pixels.
            if (head[4..].SequenceEqual("IDAT"u8) && !isAnimated)
                break;
            if (head[4..].SequenceEqual("fcTL"u8) && file.ReadAtLeast(control, ControlLength, throwOnEndOfStream: false) == ControlLength)
                frames = frames.And(Delay(control));
            if (next >= file.Length)
                break;
            file.Position = next;
        }

        return frames;
    }

    private static TimeSpan Delay(ReadOnlySpan<byte> control)
    {
        var parts = BinaryPrimitives.ReadUInt16BigEndian(control[22..]);
        return TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt16BigEndian(control[20..]) / (double)(parts == 0 ? 100 : parts));
    }
}
