using System.Buffers.Binary;

namespace ComfyStudio.Images.Metadata;

/// <summary>The texts of a JPEG: in its EXIF, its XMP and its comment.</summary>
internal static class JpegTexts
{
    private const byte StartOfScan = 0xDA;
    private const byte App1 = 0xE1;
    private const byte CommentMarker = 0xFE;
    private const int MaxSegments = 1_000;

    private static ReadOnlySpan<byte> Exif => "Exif\0\0"u8;
    private static ReadOnlySpan<byte> Xmp => "http://ns.adobe.com/xap/1.0/\0"u8;

    internal static Dictionary<string, string> Read(Stream file)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        file.Position = 2;
        Span<byte> head = stackalloc byte[4];
        for (var i = 0; i < MaxSegments && file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head[0] == 0xFF && head[1] != StartOfScan; i++)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(head[2..]) - 2;
            if (length < 0)
                break;
            var next = file.Position + length;
            if (head[1] is App1 or CommentMarker)
                Add(texts, head[1], Content(file, length));
            file.Position = next;
        }

        return texts;
    }

    private static void Add(Dictionary<string, string> texts, byte marker, ReadOnlySpan<byte> content)
    {
        if (marker == CommentMarker)
            texts.TryAdd("Comment", PictureTexts.Decode(content));
        else if (content.StartsWith(Exif))
            texts.AddAll(ExifTexts.Read(content[Exif.Length..]));
        else if (content.StartsWith(Xmp))
            texts.AddAll(XmpTexts.Read(PictureTexts.Decode(content[Xmp.Length..])));
    }

    private static byte[] Content(Stream file, int length)
    {
        var segment = new byte[length];
        return file.ReadAtLeast(segment, length, throwOnEndOfStream: false) == length ? segment : [];
    }
}
