namespace ComfyStudio.Images.Metadata;

/// <summary>The lowest bit of each channel of each pixel.</summary>
internal sealed class HiddenBits(int width, int height, bool hasAlpha)
{
    private const int Colours = 3;

    // One byte a pixel: transparency, red, green, blue.
    private readonly byte[] _pixels = new byte[width * height];

    internal bool HasAlpha => hasAlpha;

    internal long Count(bool inColours) => (long)_pixels.Length * (inColours ? Colours : 1);

    internal void Add(int y, ReadOnlySpan<byte> row)
    {
        var pixels = _pixels.AsSpan(y * width, width);
        var channels = hasAlpha ? Colours + 1 : Colours;
        for (var x = 0; x < pixels.Length; x++)
        {
            var pixel = row.Slice(x * channels, channels);
            pixels[x] = (byte)(((hasAlpha ? pixel[Colours] & 1 : 0) << Colours) | ((pixel[0] & 1) << 2) | ((pixel[1] & 1) << 1) | (pixel[2] & 1));
        }
    }

    /// <summary>Whether the bits that so many rows show of the first column can be the beginning of a hidden text.</summary>
    internal bool MayBegin(int rows)
    {
        var (letters, coloured) = (rows / 8, Math.Min(rows * Colours / 8, 15));
        return (hasAlpha && IsBeginning(Read(0, letters, inColours: false), "stealth_png"u8)) || IsBeginning(Read(0, coloured, inColours: true), "stealth_rgb"u8);
    }

    /// <param name="from">In bits. Columns come one after the other, and the highest bit first.</param>
    internal byte[] Read(long from, int length, bool inColours)
    {
        var bytes = new byte[length];
        for (var i = 0L; i < length * 8L; i++)
            bytes[i / 8] = (byte)((bytes[i / 8] << 1) | Bit(from + i, inColours));
        return bytes;
    }

    private int Bit(long place, bool inColours)
    {
        var (pixel, shift) = inColours ? (place / Colours, 2 - (int)(place % Colours)) : (place, Colours);
        var (x, y) = Math.DivRem(pixel, height);
        return (_pixels[(y * width) + x] >> shift) & 1;
    }

    private static bool IsBeginning(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        var length = Math.Min(text.Length, signature.Length);
        return text[..length].SequenceEqual(signature[..length]);
    }
}
