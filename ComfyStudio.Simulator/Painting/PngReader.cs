using System.Buffers.Binary;
using System.IO.Compression;
using ComfyStudio.Simulator.Nodes;

namespace ComfyStudio.Simulator.Painting;

/// <summary>Reads what people commonly upload as PNG: 8 bits, not interlaced, grey, colour or palette, with or without transparency.</summary>
internal static class PngReader
{
    private const int MaxSide = 16_384;

    private sealed record Header(int Width, int Height, int ColorType)
    {
        public int Channels => ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
    }

    /// <exception cref="NodeFailure">Not such a PNG; said in the words of ComfyUI's image library.</exception>
    public static (Picture Picture, byte[]? Alpha) Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 8 || file[0] != 0x89 || file[1] != 'P' || file[2] != 'N' || file[3] != 'G')
            throw new NodeFailure("PIL.UnidentifiedImageError", "cannot identify image file");
        Header? header = null;
        byte[] palette = [], transparency = [];
        using var packed = new MemoryStream();
        for (var at = 8; at < file.Length;)
        {
            var (type, data) = NextChunk(file, ref at);
            switch (type)
            {
                case "IHDR": header = ReadHeader(data); break;
                case "PLTE": palette = data.ToArray(); break;
                case "tRNS": transparency = data.ToArray(); break;
                case "IDAT": packed.Write(data); break;
                case "IEND": at = file.Length; break;
                default: break;
            }
        }
        var read = header ?? throw Truncated();
        return ToPicture(read, Unfilter(read, Inflate(read, packed)), palette, transparency);
    }

    private static NodeFailure Truncated() => new("OSError", "Truncated File Read");

    private static (string Type, byte[] Data) NextChunk(ReadOnlySpan<byte> file, ref int at)
    {
        if (at + 8 > file.Length)
            throw Truncated();
        var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
        if (length < 0 || length > file.Length - at - 12)
            throw Truncated();
        var type = System.Text.Encoding.ASCII.GetString(file.Slice(at + 4, 4));
        var data = file.Slice(at + 8, length).ToArray();
        at += length + 12;
        return (type, data);
    }

    private static Header ReadHeader(ReadOnlySpan<byte> data)
    {
        if (data.Length < 13)
            throw Truncated();
        var header = new Header(BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]), data[9]);
        if (data[8] != 8 || data[12] != 0 || header.Width is < 1 or > MaxSide || header.Height is < 1 or > MaxSide)
            throw new NodeFailure("OSError", "The simulator reads 8-bit PNG that is not interlaced");
        return header;
    }

    private static byte[] Inflate(Header header, MemoryStream packed)
    {
        packed.Position = 0;
        var bytes = new byte[(long)header.Height * ((header.Width * header.Channels) + 1)];
        try
        {
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            zlib.ReadExactly(bytes);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new NodeFailure("OSError", "image file is truncated");
        }
        return bytes;
    }

    private static byte[] Unfilter(Header header, byte[] bytes)
    {
        var (stride, step) = (header.Width * header.Channels, header.Channels);
        var pixels = new byte[stride * header.Height];
        var above = new byte[stride];
        for (var y = 0; y < header.Height; y++)
        {
            var line = bytes.AsSpan(y * (stride + 1), stride + 1);
            var row = pixels.AsSpan(y * stride, stride);
            for (var i = 0; i < stride; i++)
            {
                int left = i >= step ? row[i - step] : 0, up = above[i], corner = i >= step ? above[i - step] : 0;
                var guess = line[0] switch
                {
                    1 => left,
                    2 => up,
                    3 => (left + up) >> 1,
                    4 => Paeth(left, up, corner),
                    _ => 0,
                };
                row[i] = (byte)(line[i + 1] + guess);
            }
            row.CopyTo(above);
        }
        return pixels;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var p = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(p - left), Math.Abs(p - up), Math.Abs(p - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static (Picture Picture, byte[]? Alpha) ToPicture(Header header, byte[] pixels, byte[] palette, byte[] transparency)
    {
        var count = header.Width * header.Height;
        var rgb = new byte[count * 3];
        var hasAlpha = header.ColorType is 4 or 6 || (header.ColorType == 3 && transparency.Length > 0);
        var alpha = hasAlpha ? new byte[count] : null;
        for (var i = 0; i < count; i++)
        {
            var pixel = pixels.AsSpan(i * header.Channels, header.Channels);
            var (color, opacity) = header.ColorType switch
            {
                2 => ((pixel[0], pixel[1], pixel[2]), (byte)255),
                3 => (PaletteColor(palette, pixel[0]), pixel[0] < transparency.Length ? transparency[pixel[0]] : (byte)255),
                4 => ((pixel[0], pixel[0], pixel[0]), pixel[1]),
                6 => ((pixel[0], pixel[1], pixel[2]), pixel[3]),
                _ => ((pixel[0], pixel[0], pixel[0]), (byte)255),
            };
            (rgb[i * 3], rgb[(i * 3) + 1], rgb[(i * 3) + 2]) = color;
            if (alpha is not null)
                alpha[i] = opacity;
        }
        return (new Picture(header.Width, header.Height, rgb), alpha);
    }

    private static (byte Red, byte Green, byte Blue) PaletteColor(byte[] palette, int index) =>
        (index * 3) + 2 < palette.Length ? (palette[index * 3], palette[(index * 3) + 1], palette[(index * 3) + 2]) : default;
}
