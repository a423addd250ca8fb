using ComfyStudio.Images.Formats;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>A thumbnail boiled down to a few bytes.</summary>
internal static class Placeholder
{
    // A blur knows seven waves on a side; more pixels only cost time.
    private const int Side = 32;

    internal static byte[] Of(VipsImage thumbnail)
    {
        var (width, height, rgba) = (thumbnail.Width, thumbnail.Height, thumbnail.ToRgba());
        var longest = Math.Max(width, height);
        var (columns, rows) = longest <= Side
            ? (width, height)
            : (Math.Max(1, width * Side / longest), Math.Max(1, height * Side / longest));
        return ThumbHash.Encode(columns, rows, Averages(rgba, width, height, columns, rows));
    }

    private static byte[] Averages(byte[] rgba, int width, int height, int columns, int rows)
    {
        var averages = new byte[columns * rows * 4];
        for (var row = 0; row < rows; row++)
        {
            var (top, bottom) = (row * height / rows, (row + 1) * height / rows);
            for (var column = 0; column < columns; column++)
                Average(rgba, width, (column * width / columns, top), ((column + 1) * width / columns, bottom), averages.AsSpan(((row * columns) + column) * 4, 4));
        }

        return averages;
    }

    // What is transparent has no colour to add.
    private static void Average(byte[] rgba, int width, (int X, int Y) from, (int X, int Y) to, Span<byte> average)
    {
        var (red, green, blue, alpha, count) = (0, 0, 0, 0, (to.X - from.X) * (to.Y - from.Y));
        for (var y = from.Y; y < to.Y; y++)
        {
            for (var at = ((y * width) + from.X) * 4; at < ((y * width) + to.X) * 4; at += 4)
            {
                var weight = rgba[at + 3];
                red += rgba[at] * weight;
                green += rgba[at + 1] * weight;
                blue += rgba[at + 2] * weight;
                alpha += weight;
            }
        }

        if (alpha == 0)
            return;
        (average[0], average[1], average[2], average[3]) = ((byte)(red / alpha), (byte)(green / alpha), (byte)(blue / alpha), (byte)(alpha / count));
    }
}
