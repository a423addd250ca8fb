using System.Buffers;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Exports.Frames;

/// <summary>Pixels of three bytes that pictures and words are laid on, in lent memory.</summary>
internal sealed class Canvas : IDisposable
{
    internal const int Channels = 3;

    private byte[]? _pixels;

    internal Canvas(int width, int height, Shade shade)
    {
        (Width, Height) = (width, height);
        _pixels = ArrayPool<byte>.Shared.Rent(checked(width * height * Channels));
        Fill(0, 0, width, height, shade);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal Span<byte> Pixels => _pixels.AsSpan(0, Width * Height * Channels);

    internal Memory<byte> Memory => _pixels.AsMemory(0, Width * Height * Channels);

    internal Span<byte> Row(int y) => Pixels.Slice(y * Width * Channels, Width * Channels);

    internal void Fill(int left, int top, int width, int height, Shade shade)
    {
        (left, top, width, height) = Clip(left, top, width, height);
        for (var y = top; y < top + height; y++)
        {
            var row = Row(y).Slice(left * Channels, width * Channels);
            if (shade.IsGrey)
                row.Fill(shade.Red);
            else
                for (var at = 0; at < row.Length; at += Channels)
                    (row[at], row[at + 1], row[at + 2]) = (shade.Red, shade.Green, shade.Blue);
        }
    }

    /// <summary>Makes it darker, as a ground for light words.</summary>
    internal void Dim(int left, int top, int width, int height)
    {
        (left, top, width, height) = Clip(left, top, width, height);
        for (var y = top; y < top + height; y++)
            foreach (ref var value in Row(y).Slice(left * Channels, width * Channels))
                value = (byte)(value * 2 / 5);
    }

    /// <param name="picture">Its pixels must have been made.</param>
    internal void Put(int left, int top, VipsImage picture)
    {
        // Nearly always they can be read where they are.
        if (!picture.TryReadColours(out var colours, out var bands))
        {
            colours = picture.ToRgba();
            bands = Channels + 1;
        }

        var (width, height) = (Math.Min(picture.Width, Width - left), Math.Min(picture.Height, Height - top));
        for (var y = 0; y < height; y++)
        {
            var row = Row(top + y).Slice(left * Channels, width * Channels);
            var from = colours.Slice(y * picture.Width * bands, width * bands);
            if (bands == Channels)
                from.CopyTo(row);
            else
                for (int at = 0, pixel = 0; at < row.Length; at += Channels, pixel += bands)
                    Blend(row.Slice(at, Channels), from.Slice(pixel, Channels), from[pixel + Channels]);
        }
    }

    /// <summary>Paints with one shade where a mask says so.</summary>
    internal void Paint(int left, int top, TextMask mask, Shade shade)
    {
        ReadOnlySpan<byte> colour = [shade.Red, shade.Green, shade.Blue];
        var (width, height) = (Math.Min(mask.Width, Width - left), Math.Min(mask.Height, Height - top));
        for (var y = 0; y < height; y++)
        {
            var row = Row(top + y).Slice(left * Channels, Math.Max(0, width) * Channels);
            var cover = mask.Row(y);
            for (int x = 0, at = 0; at < row.Length; x++, at += Channels)
                Blend(row.Slice(at, Channels), colour, cover[x]);
        }
    }

    internal VipsImage ToImage() => VipsImage.OfRgb(Pixels, Width, Height);

    public void Dispose()
    {
        if (_pixels is { } pixels)
            ArrayPool<byte>.Shared.Return(pixels);
        _pixels = null;
    }

    private static void Blend(Span<byte> under, ReadOnlySpan<byte> over, byte cover)
    {
        if (cover == 0)
            return;
        if (cover == byte.MaxValue)
        {
            over.CopyTo(under);
            return;
        }

        for (var channel = 0; channel < Channels; channel++)
            under[channel] = (byte)(((over[channel] * cover) + (under[channel] * (255 - cover))) / 255);
    }

    private (int Left, int Top, int Width, int Height) Clip(int left, int top, int width, int height)
    {
        var (x, y) = (Math.Clamp(left, 0, Width), Math.Clamp(top, 0, Height));
        return (x, y, Math.Clamp(left + width - x, 0, Width - x), Math.Clamp(top + height - y, 0, Height - y));
    }
}

internal readonly record struct Shade(byte Red, byte Green, byte Blue)
{
    internal static readonly Shade Black = Grey(0);
    internal static readonly Shade White = Grey(255);
    internal static readonly Shade Ink = Grey(28);
    internal static readonly Shade Quiet = Grey(104);
    internal static readonly Shade Empty = Grey(236);

    internal bool IsGrey => Red == Green && Green == Blue;

    internal static Shade Grey(byte value) => new(value, value, value);
}

/// <summary>How much of each pixel words cover.</summary>
internal sealed record TextMask(int Width, int Height, byte[] Cover)
{
    internal static readonly TextMask None = new(0, 0, []);

    internal ReadOnlySpan<byte> Row(int y) => Cover.AsSpan(y * Width, Width);
}
