using ComfyStudio.Images.Formats;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>A thumbnail boiled down to a few bytes.</summary>
internal static class Placeholder
{
    // A blur knows seven waves on a side; more pixels only cost time.
    private const int Side = 32;

    // Of those that become one, so many lines tell its colour well enough.
    private const int Lines = 4;

    internal static byte[] Of(VipsImage thumbnail)
    {
        var (width, height) = (thumbnail.Width, thumbnail.Height);
        // Nearly always they are read where they are: a copy of each thumbnail is what the collector would be busy with.
        if (!thumbnail.TryReadColours(out var pixels, out var bands))
        {
            pixels = thumbnail.ToRgba();
            bands = 4;
        }

        var longest = Math.Max(width, height);
        var (columns, rows) = longest <= Side
            ? (width, height)
            : (Math.Max(1, width * Side / longest), Math.Max(1, height * Side / longest));
        return ThumbHash.Encode(columns, rows, Averages(pixels, bands, (width, height), (columns, rows)));
    }

    private static byte[] Averages(ReadOnlySpan<byte> pixels, int bands, (int Width, int Height) from, (int Columns, int Rows) to)
    {
        var averages = new byte[to.Columns * to.Rows * 4];
        // Where each column ends, in bytes.
        Span<int> ends = stackalloc int[to.Columns];
        for (var column = 0; column < to.Columns; column++)
            ends[column] = (column + 1) * from.Width / to.Columns * bands;
        Span<Sum> sums = stackalloc Sum[to.Columns];
        var step = Math.Max(1, from.Height / to.Rows / Lines);
        for (var row = 0; row < to.Rows; row++)
        {
            sums.Clear();
            for (var y = row * from.Height / to.Rows; y < (row + 1) * from.Height / to.Rows; y += step)
                Add(pixels.Slice(y * from.Width * bands, from.Width * bands), bands, ends, sums);
            for (var column = 0; column < to.Columns; column++)
                sums[column].WriteAverage(averages.AsSpan(((row * to.Columns) + column) * 4, 4));
        }

        return averages;
    }

    private static void Add(ReadOnlySpan<byte> line, int bands, ReadOnlySpan<int> ends, Span<Sum> sums)
    {
        var at = 0;
        for (var column = 0; column < ends.Length; column++)
        {
            var sum = sums[column];
            for (; at < ends[column]; at += bands)
                sum.Add(line[at], line[at + 1], line[at + 2], bands > 3 ? line[at + 3] : byte.MaxValue);
            sums[column] = sum;
        }
    }

    private struct Sum
    {
        private int _red;
        private int _green;
        private int _blue;
        private int _alpha;
        private int _count;

        // What is transparent has no colour to add.
        internal void Add(int red, int green, int blue, int alpha)
        {
            _red += red * alpha;
            _green += green * alpha;
            _blue += blue * alpha;
            _alpha += alpha;
            _count++;
        }

        internal readonly void WriteAverage(Span<byte> rgba)
        {
            if (_alpha == 0)
                return;
            (rgba[0], rgba[1], rgba[2], rgba[3]) = ((byte)(_red / _alpha), (byte)(_green / _alpha), (byte)(_blue / _alpha), (byte)(_alpha / _count));
        }
    }
}
