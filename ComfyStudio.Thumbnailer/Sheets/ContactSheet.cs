using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Sheets;

/// <summary>Many small pictures on one page, row after row, each in the middle of its place.</summary>
internal sealed class ContactSheet : IDisposable
{
    internal const int Tile = 300;

    private const int Gap = 12;
    private const int Channels = 3;
    private const byte Paper = 255;

    private readonly int _columns;
    private readonly byte[] _pixels;

    internal ContactSheet(int count, int columns)
    {
        _columns = Math.Min(count, columns);
        Width = Gap + (_columns * (Tile + Gap));
        Height = Gap + ((count + _columns - 1) / _columns * (Tile + Gap));
        _pixels = System.Buffers.ArrayPool<byte>.Shared.Rent(Width * Height * Channels);
        _pixels.AsSpan(0, Width * Height * Channels).Fill(Paper);
    }

    internal int Width { get; }

    internal int Height { get; }

    /// <param name="picture">At most <see cref="Tile"/> on a side; four bytes a pixel.</param>
    internal void Put(int place, int width, int height, ReadOnlySpan<byte> picture)
    {
        var left = Gap + (place % _columns * (Tile + Gap)) + ((Tile - width) / 2);
        var top = Gap + (place / _columns * (Tile + Gap)) + ((Tile - height) / 2);
        for (var y = 0; y < height; y++)
        {
            var row = _pixels.AsSpan((((top + y) * Width) + left) * Channels, width * Channels);
            for (var x = 0; x < width; x++)
            {
                var pixel = picture.Slice(((y * width) + x) * 4, 4);
                for (var channel = 0; channel < Channels; channel++)
                    row[(x * Channels) + channel] = (byte)(((pixel[channel] * pixel[3]) + (Paper * (255 - pixel[3]))) / 255);
            }
        }
    }

    internal byte[] ToPng()
    {
        using var page = VipsImage.OfRgb(_pixels, Width, Height);
        using var save = new VipsOperation("pngsave_buffer").With("in", page).With("compression", 6);
        return save.RunToBytes();
    }

    public void Dispose() => System.Buffers.ArrayPool<byte>.Shared.Return(_pixels);
}
