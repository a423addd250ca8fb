using ComfyStudio.Images.Formats;

namespace ComfyStudio.Images.Metadata;

/// <summary>The texts of a JPEG: in its EXIF, its XMP and its comment.</summary>
internal static class JpegTexts
{
    private const byte CommentMarker = 0xFE;
    private const int MaxSegments = 1_000;

    private static ReadOnlySpan<byte> Xmp => "http://ns.adobe.com/xap/1.0/\0"u8;

    internal static Dictionary<string, string> Read(Stream file)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        file.Position = 2;
        for (var i = 0; i < MaxSegments && JpegHeader.TryNext(file, out var marker, out var length); i++)
        {
            var next = file.Position + length;
            if (marker is JpegHeader.App1 or CommentMarker)
                Add(texts, marker, Content(file, length));
            file.Position = next;
        }

        return texts;
    }

    private static void Add(Dictionary<string, string> texts, byte marker, ReadOnlySpan<byte> content)
    {
        if (marker == CommentMarker)
            texts.TryAdd("Comment", PictureTexts.Decode(content));
        else if (content.StartsWith(ExifTexts.Prefix))
            texts.AddAll(ExifTexts.Read(content));
        else if (content.StartsWith(Xmp))
            texts.AddAll(XmpTexts.Read(PictureTexts.Decode(content[Xmp.Length..])));
    }

    private static byte[] Content(Stream file, int length)
    {
        var segment = new byte[length];
        return file.ReadAtLeast(segment, length, throwOnEndOfStream: false) == length ? segment : [];
    }
}
