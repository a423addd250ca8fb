using System.Buffers.Binary;
using ComfyStudio.Images.Formats;

namespace ComfyStudio.Images.Metadata;

/// <summary>The few parts of a video file that may hold texts: nothing else of it is read, however long it is.</summary>
internal static class VideoTextParts
{
    // A film of hours has as many parts as it has seconds.
    private const int MaxParts = 20_000;
    private const long Segment = 0x18538067;
    private const long Tags = 0x1254C367;

    internal static List<(bool IsMp4, byte[] Part)> Find(Stream file)
    {
        Span<byte> start = stackalloc byte[ImageHeader.SignatureLength];
        file.Position = 0;
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        var found = new List<(bool, byte[])>();
        if (Mp4Header.IsStart(start))
            FindBoxes(file, 0, file.Length, isMovie: false, found);
        else if (WebMHeader.IsStart(start))
            FindTags(file, 0, file.Length, isSegment: false, found);
        return found;
    }

    private static void FindBoxes(Stream file, long from, long end, bool isMovie, List<(bool, byte[])> found)
    {
        Span<byte> head = stackalloc byte[16];
        for (var i = 0; i < MaxParts && from + 8 <= end; i++)
        {
            file.Position = from;
            var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            var length = (long)BinaryPrimitives.ReadUInt32BigEndian(head);
            if (length == 1 && read == head.Length)
                length = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
            var next = length == 0 ? end : from + length;
            if (next < from + 8 || next > end)
                return;
            if (!isMovie && head[4..8].SequenceEqual("moov"u8))
                FindBoxes(file, from + 8, next, isMovie: true, found);
            else if (head[4..8].SequenceEqual("udta"u8) || head[4..8].SequenceEqual("meta"u8))
                Take(file, from, next, isMp4: true, found);
            from = next;
        }
    }

    private static void FindTags(Stream file, long from, long end, bool isSegment, List<(bool, byte[])> found)
    {
        for (var i = 0; i < MaxParts && from < end; i++)
        {
            file.Position = from;
            if (WebMHeader.ReadNumber(file, keepsMark: true) is not { } id || WebMHeader.ReadNumber(file, keepsMark: false) is not { } length)
                return;
            var content = file.Position;
            var next = length > end - content ? end : content + length;
            if (!isSegment && id == Segment)
                FindTags(file, content, next, isSegment: true, found);
            else if (id == Tags)
                Take(file, from, next, isMp4: false, found);
            from = next;
        }
    }

    private static void Take(Stream file, long from, long end, bool isMp4, List<(bool, byte[])> found)
    {
        if (end - from > BoundedFile.MaxBytes || found.Count > 8)
            return;
        var part = new byte[end - from];
        file.Position = from;
        if (file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) == part.Length)
            found.Add((isMp4, part));
    }
}
