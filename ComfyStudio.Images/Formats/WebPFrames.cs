using System.Buffers.Binary;

namespace ComfyStudio.Images.Formats;

/// <summary>Counts the frames of a WebP, of which only the extended form has more than one.</summary>
internal static class WebPFrames
{
    private const byte AnimationFlag = 2;
    private const int FrameHead = 16;

    internal static FrameCount Read(Stream file)
    {
        var frames = default(FrameCount);
        Span<byte> head = stackalloc byte[8];
        Span<byte> frame = stackalloc byte[FrameHead];
        file.Position = 12;
        while (file.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            var next = file.Position + length + (length & 1);
            if (head[..4].SequenceEqual("VP8X"u8) && (file.ReadByte() & AnimationFlag) == 0)
                break;
            if (head[..4].SequenceEqual("VP8 "u8) || head[..4].SequenceEqual("VP8L"u8))
                break;
            if (head[..4].SequenceEqual("ANMF"u8) && file.ReadAtLeast(frame, FrameHead, throwOnEndOfStream: false) == FrameHead)
                frames = frames.And(TimeSpan.FromMilliseconds(frame[12] | (frame[13] << 8) | (frame[14] << 16)));
            if (next >= file.Length)
                break;
            file.Position = next;
        }

        return frames;
    }
}
