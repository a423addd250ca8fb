namespace ComfyStudio.Simulator.Painting;

/// <summary>Resizing: bilinear when it grows, averaged when it shrinks.</summary>
internal static class PictureScaling
{
    public static Picture Resize(Picture picture, int width, int height)
    {
        if (picture.Width == width && picture.Height == height)
            return picture;
        var columns = Taps(picture.Width, width);
        var rows = Taps(picture.Height, height);
        var wide = new float[width * picture.Height * 3];
        for (var y = 0; y < picture.Height; y++)
            ShrinkRow(picture.Rgb.AsSpan(y * picture.Width * 3, picture.Width * 3), wide.AsSpan(y * width * 3, width * 3), columns);
        var rgb = new byte[width * height * 3];
        var sums = new float[width * 3];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(sums);
            foreach (var (row, weight) in rows[y])
            {
                var source = wide.AsSpan(row * width * 3, width * 3);
                for (var i = 0; i < sums.Length; i++)
                    sums[i] += source[i] * weight;
            }
            for (var i = 0; i < sums.Length; i++)
                rgb[(y * width * 3) + i] = (byte)Math.Clamp(sums[i] + 0.5f, 0, 255);
        }
        return new Picture(width, height, rgb);
    }

    /// <summary>Each pixel becomes a square of so many.</summary>
    public static Picture Enlarge(Picture picture, int factor)
    {
        var (width, height) = (picture.Width * factor, picture.Height * factor);
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            var row = rgb.AsSpan(y * width * 3, width * 3);
            if (y % factor > 0)
                rgb.AsSpan((y - 1) * width * 3, width * 3).CopyTo(row);
            else
                WidenRow(picture.Rgb.AsSpan(y / factor * picture.Width * 3, picture.Width * 3), row, factor);
        }
        return new Picture(width, height, rgb);
    }

    private static void WidenRow(ReadOnlySpan<byte> source, Span<byte> target, int factor)
    {
        for (var x = 0; x < target.Length / 3; x++)
            source.Slice(x / factor * 3, 3).CopyTo(target[(x * 3)..]);
    }

    private static void ShrinkRow(ReadOnlySpan<byte> source, Span<float> target, (int Index, float Weight)[][] columns)
    {
        for (var x = 0; x < columns.Length; x++)
        {
            float red = 0, green = 0, blue = 0;
            foreach (var (column, weight) in columns[x])
            {
                red += source[column * 3] * weight;
                green += source[(column * 3) + 1] * weight;
                blue += source[(column * 3) + 2] * weight;
            }
            (target[x * 3], target[(x * 3) + 1], target[(x * 3) + 2]) = (red, green, blue);
        }
    }

    // For each target cell the source cells under a triangle as wide as one cell of the coarser side.
    private static (int Index, float Weight)[][] Taps(int from, int to)
    {
        var scale = (double)from / to;
        var radius = Math.Max(1, scale);
        var taps = new (int, float)[to][];
        for (var i = 0; i < to; i++)
        {
            var center = ((i + 0.5) * scale) - 0.5;
            var cells = new List<(int Index, float Weight)>();
            for (var j = (int)Math.Ceiling(center - radius); j <= (int)Math.Floor(center + radius); j++)
            {
                var weight = 1 - (Math.Abs(j - center) / radius);
                if (weight > 0)
                    cells.Add((Math.Clamp(j, 0, from - 1), (float)weight));
            }
            var total = cells.Sum(cell => cell.Weight);
            taps[i] = [.. cells.Select(cell => (cell.Index, cell.Weight / total))];
        }
        return taps;
    }
}
