using System.Buffers.Binary;

namespace ComfyStudio.Images.Metadata;

/// <summary>The EXIF block of a WebP.</summary>
internal static class WebPExif
{
    private const int MaxChunks = 10_000;

    /// <returns>From the byte order mark on; empty when there is none.</returns>
    internal static byte[] Find(Stream file)
    {
        file.Position = 12;
        Span<byte> head = stackalloc byte[8];
        for (var i = 0; i < MaxChunks && file.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8; i++)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (head[..4].SequenceEqual("EXIF"u8) && length <= BoundedFile.MaxBytes)
                return Read(file, (int)length);

            // Chunks begin at even places.
            file.Position += length + (length & 1);
        }

        return [];
    }

    // Some writers put the JPEG marker's text before it.
    private static byte[] Read(Stream file, int length)
    {
        var data = new byte[length];
        if (file.ReadAtLeast(data, length, throwOnEndOfStream: false) < length)
            return [];
        return data.AsSpan().StartsWith("Exif\0\0"u8) ? data[6..] : data;
    }
}
