using System.Buffers.Binary;

namespace ComfyStudio.Images.Metadata;

/// <summary>The texts of a WebP: in its EXIF and XMP.</summary>
internal static class WebPTexts
{
    private const int MaxChunks = 10_000;

    internal static Dictionary<string, string> Read(Stream file)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        file.Position = 12;
        Span<byte> head = stackalloc byte[8];
        for (var i = 0; i < MaxChunks && file.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8; i++)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            // Chunks begin at even places.
            var next = file.Position + length + (length & 1);
            if (head[..4].SequenceEqual("EXIF"u8))
                texts.AddAll(ExifTexts.Read(Content(file, length)));
            else if (head[..4].SequenceEqual("XMP "u8))
                texts.AddAll(XmpTexts.Read(PictureTexts.Decode(Content(file, length))));

            // A broken length leads far beyond the end, where a stream in memory cannot go.
            if (next >= file.Length)
                break;
            file.Position = next;
        }

        return texts;
    }

    private static byte[] Content(Stream file, uint length)
    {
        if (length > BoundedFile.MaxBytes || length > file.Length - file.Position)
            return [];
        var data = new byte[length];
        file.ReadExactly(data);
        return data;
    }
}
