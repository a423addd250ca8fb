using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ComfyStudio.Simulator.Painting;

/// <summary>8-bit PNG with text chunks right after the header, where ComfyUI puts them.</summary>
internal static class PngWriter
{
    private const byte Rgb = 2;
    private const byte Rgba = 6;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Write(Picture picture, IEnumerable<KeyValuePair<string, string>> texts) =>
        Write(picture.Width, picture.Height, Rgb, picture.Rgb, texts);

    /// <param name="alpha">As grey values; of the same size.</param>
    public static byte[] WriteWithAlpha(Picture picture, Picture alpha)
    {
        var rgba = new byte[picture.Width * picture.Height * 4];
        for (var (i, j) = (0, 0); i < rgba.Length; i += 4, j += 3)
            (rgba[i], rgba[i + 1], rgba[i + 2], rgba[i + 3]) = (picture.Rgb[j], picture.Rgb[j + 1], picture.Rgb[j + 2], alpha.Rgb[j]);
        return Write(picture.Width, picture.Height, Rgba, rgba, []);
    }

    private static byte[] Write(int width, int height, byte colorType, byte[] pixels, IEnumerable<KeyValuePair<string, string>> texts)
    {
        var channels = colorType == Rgba ? 4 : 3;
        using var png = new MemoryStream(pixels.Length / 2);
        png.Write(Signature);
        WriteChunk(png, "IHDR", Header(width, height, colorType));
        foreach (var (keyword, text) in texts)
            WriteChunk(png, "tEXt", [.. Encoding.Latin1.GetBytes(keyword), 0, .. Encoding.Latin1.GetBytes(text)]);
        WriteChunk(png, "IDAT", Compress(pixels, width * channels, channels));
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    private static byte[] Header(int width, int height, byte colorType)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, colorType);
        return header;
    }

    private static byte[] Compress(byte[] pixels, int stride, int step)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            var line = new byte[stride + 1];
            ReadOnlySpan<byte> above = new byte[stride];
            for (var at = 0; at < pixels.Length; at += stride)
            {
                var row = pixels.AsSpan(at, stride);
                Filter(row, above, step, line);
                zlib.Write(line);
                above = row;
            }
        }
        return packed.ToArray();
    }

    // Average of the left and the upper neighbour: close to the best choice for painted surfaces, and cheap. A repeated row is nothing but zeros.
    private static void Filter(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> line)
    {
        if (row.SequenceEqual(above))
        {
            line.Clear();
            line[0] = 2;
            return;
        }
        line[0] = 3;
        for (var i = 0; i < row.Length; i++)
        {
            var left = i >= step ? row[i - step] : 0;
            line[i + 1] = (byte)(row[i] - ((left + above[i]) >> 1));
        }
    }

    private static void WriteChunk(MemoryStream png, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        var name = Encoding.ASCII.GetBytes(type);
        png.Write(name);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(name, data));
        png.Write(number);
    }
}
