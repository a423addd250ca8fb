using System.Buffers.Binary;

namespace ComfyStudio.Images.Formats;

/// <summary>Size and duration of an MP4, found in its movie box wherever that stands.</summary>
internal sealed class Mp4Header
{
    private const int MaxBoxes = 10_000;

    private TimeSpan? _duration;
    private (int Width, int Height) _track;
    private (int Width, int Height) _video;
    private int _boxes;

    internal static bool IsStart(ReadOnlySpan<byte> start) => start.Length >= 8 && start[4..8].SequenceEqual("ftyp"u8);

    internal static MovingPicture? Read(Stream file)
    {
        var found = new Mp4Header();
        found.Walk(file, 0, file.Length);
        return found._video is { Width: > 0, Height: > 0 } size
            ? new MovingPicture(MovingKind.Video, size.Width, size.Height, found._duration, Frames: null)
            : null;
    }

    private void Walk(Stream file, long from, long end)
    {
        Span<byte> head = stackalloc byte[16];
        while (from + 8 <= end && ++_boxes < MaxBoxes)
        {
            file.Position = from;
            file.ReadExactly(head[..8]);
            var (length, headLength) = ((long)BinaryPrimitives.ReadUInt32BigEndian(head), 8);
            if (length == 1)
            {
                file.ReadExactly(head[8..]);
                (length, headLength) = (BinaryPrimitives.ReadInt64BigEndian(head[8..]), 16);
            }

            // The last box may reach to the end without saying how far that is.
            var next = length == 0 ? end : from + length;
            if (next < from + headLength || next > end)
                return;
            Enter(file, head[4..8], from + headLength, next);
            from = next;
        }
    }

    private void Enter(Stream file, ReadOnlySpan<byte> type, long from, long end)
    {
        if (type.SequenceEqual("moov"u8) || type.SequenceEqual("trak"u8) || type.SequenceEqual("mdia"u8))
            Walk(file, from, end);
        else if (type.SequenceEqual("mvhd"u8))
            _duration = ReadDuration(Content(file, from, end, 32));
        else if (type.SequenceEqual("tkhd"u8))
            _track = ReadSize(Content(file, from, end, 96));
        else if (type.SequenceEqual("hdlr"u8) && Content(file, from, end, 12).AsSpan(8).SequenceEqual("vide"u8) && _video.Width == 0)
            _video = _track;
    }

    private static byte[] Content(Stream file, long from, long end, int length)
    {
        var content = new byte[length];
        file.Position = from;
        file.ReadAtLeast(content.AsSpan(0, (int)Math.Min(length, end - from)), (int)Math.Min(length, end - from));
        return content;
    }

    private static TimeSpan? ReadDuration(ReadOnlySpan<byte> head)
    {
        var isLong = head[0] == 1;
        var perSecond = BinaryPrimitives.ReadUInt32BigEndian(head[(isLong ? 20 : 12)..]);
        var units = isLong ? BinaryPrimitives.ReadUInt64BigEndian(head[24..]) : BinaryPrimitives.ReadUInt32BigEndian(head[16..]);
        var seconds = perSecond == 0 ? 0 : units / (double)perSecond;
        return seconds is > 0 and < 1e8 ? TimeSpan.FromSeconds(seconds) : null;
    }

    // Sixteen bits each before and after the point; a matrix whose first number is nought lays the picture on its side.
    private static (int Width, int Height) ReadSize(ReadOnlySpan<byte> head)
    {
        var rest = head[(head[0] == 1 ? 52 : 40)..];
        var isTurned = BinaryPrimitives.ReadInt32BigEndian(rest) == 0 && BinaryPrimitives.ReadInt32BigEndian(rest[4..]) != 0;
        int width = BinaryPrimitives.ReadUInt16BigEndian(rest[36..]), height = BinaryPrimitives.ReadUInt16BigEndian(rest[40..]);
        return isTurned ? (height, width) : (width, height);
    }
}
