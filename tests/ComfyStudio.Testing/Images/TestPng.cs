using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ComfyStudio.Testing.Images;

/// <summary>Writes small PNG files without a picture library, so that tests can say what is in them, and what is wrong with them.</summary>
public static class TestPng
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcEntry)];

    /// <summary>A gradient whose colours depend on <paramref name="shade"/>.</summary>
    /// <param name="texts">tEXt chunks by keyword.</param>
    /// <param name="alpha">Four channels, transparent at the left and opaque at the right.</param>
    public static byte[] Make(
        int width = 64, int height = 48, byte shade = 0, IReadOnlyDictionary<string, string>? texts = null, bool alpha = false)
    {
        using var png = new MemoryStream();
        WriteStart(png, width, height, alpha);
        foreach (var (keyword, text) in texts ?? new Dictionary<string, string>())
            WriteChunk(png, "tEXt", [.. Encoding.Latin1.GetBytes(keyword), 0, .. Encoding.Latin1.GetBytes(text)]);
        WriteChunk(png, "IDAT", Deflate(Rows(width, height, shade, alpha)));
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    /// <summary>A header that promises this size, and next to nothing after it.</summary>
    public static byte[] MakeHeaderOnly(int width, int height)
    {
        using var png = new MemoryStream();
        WriteStart(png, width, height, alpha: false);
        WriteChunk(png, "IDAT", Deflate(new byte[64]));
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    public static void WriteChunk(Stream png, string type, ReadOnlySpan<byte> data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(typed));
        png.Write(number);
    }

    public static void WriteStart(Stream png, int width, int height, bool alpha)
    {
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = alpha ? (byte)6 : (byte)2;
        WriteChunk(png, "IHDR", header);
    }

    private static byte[] Rows(int width, int height, byte shade, bool alpha)
    {
        var channels = alpha ? 4 : 3;
        var rows = new byte[height * ((width * channels) + 1)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = (y * ((width * channels) + 1)) + 1 + (x * channels);
                rows[at] = (byte)(255 * x / width);
                rows[at + 1] = (byte)(255 * y / height);
                rows[at + 2] = shade;
                if (alpha)
                    rows[at + 3] = x < width / 2 ? (byte)0 : (byte)255;
            }
        }

        return rows;
    }

    private static byte[] Deflate(byte[] data)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest))
            zlib.Write(data);
        return compressed.ToArray();
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
            crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        return crc ^ uint.MaxValue;
    }

    private static uint CrcEntry(int index)
    {
        var crc = (uint)index;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        return crc;
    }
}
