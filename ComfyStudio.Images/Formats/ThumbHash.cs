namespace ComfyStudio.Images.Formats;

/// <summary>
/// The ThumbHash of a picture: its average colour, its proportions and its coarsest shades in at most 25 bytes, which a page turns into a blur
/// before anything was loaded. The format is that of the public ThumbHash description, so every decoder of it fits.
/// </summary>
public static class ThumbHash
{
    /// <summary>More pixels on a side tell it nothing.</summary>
    public const int MaxSide = 100;

    private const int ColourTerms = 3;
    private const int AlphaTerms = 5;

    /// <param name="rgba">Four bytes a pixel, rows from the top, alpha not multiplied in.</param>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> rgba)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxSide);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgba.Length, width * height * 4);
        var shades = Shades.Of(rgba);
        var longest = Math.Max(width, height);
        var limit = shades.HasAlpha ? 5 : 7;
        var (across, down) = (Math.Max(1, Round((double)limit * width / longest)), Math.Max(1, Round((double)limit * height / longest)));
        var light = Waves.Of(shades.Light, width, height, Math.Max(3, across), Math.Max(3, down));
        var yellowBlue = Waves.Of(shades.YellowBlue, width, height, ColourTerms, ColourTerms);
        var redGreen = Waves.Of(shades.RedGreen, width, height, ColourTerms, ColourTerms);
        var isWide = width > height;
        var first = Round(63 * light.Mean) | (Round(31.5 + (31.5 * yellowBlue.Mean)) << 6) | (Round(31.5 + (31.5 * redGreen.Mean)) << 12)
            | (Round(31 * light.Scale) << 18) | (shades.HasAlpha ? 1 << 23 : 0);
        var second = (isWide ? down : across) | (Round(63 * yellowBlue.Scale) << 3) | (Round(63 * redGreen.Scale) << 9) | (isWide ? 1 << 15 : 0);
        List<byte> hash = [(byte)first, (byte)(first >> 8), (byte)(first >> 16), (byte)second, (byte)(second >> 8)];
        List<double> terms = [.. light.Terms, .. yellowBlue.Terms, .. redGreen.Terms];
        if (shades.HasAlpha)
        {
            var alpha = Waves.Of(shades.Alpha, width, height, AlphaTerms, AlphaTerms);
            hash.Add((byte)(Round(15 * alpha.Mean) | (Round(15 * alpha.Scale) << 4)));
            terms.AddRange(alpha.Terms);
        }

        foreach (var pair in terms.Chunk(2))
            hash.Add((byte)(Round(15 * pair[0]) | (pair.Length > 1 ? Round(15 * pair[1]) << 4 : 0)));
        return [.. hash];
    }

    private static int Round(double value) => (int)Math.Floor(value + 0.5);

    /// <summary>The pixels as lightness and two differences of colours, over their average where they are transparent.</summary>
    private sealed record Shades(double[] Light, double[] YellowBlue, double[] RedGreen, double[] Alpha, bool HasAlpha)
    {
        internal static Shades Of(ReadOnlySpan<byte> rgba)
        {
            var count = rgba.Length / 4;
            var (red, green, blue, opaque) = (0.0, 0.0, 0.0, 0.0);
            for (var i = 0; i < rgba.Length; i += 4)
            {
                var weight = rgba[i + 3] / 255.0;
                red += weight / 255 * rgba[i];
                green += weight / 255 * rgba[i + 1];
                blue += weight / 255 * rgba[i + 2];
                opaque += weight;
            }

            if (opaque > 0)
                (red, green, blue) = (red / opaque, green / opaque, blue / opaque);
            var shades = new Shades(new double[count], new double[count], new double[count], new double[count], opaque < count);
            for (var i = 0; i < count; i++)
            {
                var pixel = rgba.Slice(i * 4, 4);
                var weight = pixel[3] / 255.0;
                var r = (red * (1 - weight)) + (weight / 255 * pixel[0]);
                var g = (green * (1 - weight)) + (weight / 255 * pixel[1]);
                var b = (blue * (1 - weight)) + (weight / 255 * pixel[2]);
                shades.Light[i] = (r + g + b) / 3;
                shades.YellowBlue[i] = ((r + g) / 2) - b;
                shades.RedGreen[i] = r - g;
                shades.Alpha[i] = weight;
            }

            return shades;
        }
    }

    /// <summary>One channel as a few cosine waves, each term brought to 0 to 1 by the largest of them.</summary>
    private sealed record Waves(double Mean, IReadOnlyList<double> Terms, double Scale)
    {
        internal static Waves Of(double[] channel, int width, int height, int across, int down)
        {
            // Each wave across is summed up once, and serves every wave down.
            var byRow = Enumerable.Range(0, across).Select(u => SumRows(channel, Cosine(u, width), height)).ToArray();
            var wavesDown = Enumerable.Range(0, down).Select(v => Cosine(v, height)).ToArray();
            var terms = new List<double>();
            var (mean, scale) = (0.0, 0.0);
            for (var v = 0; v < down; v++)
            {
                for (var u = 0; u * down < across * (down - v); u++)
                {
                    var term = Product(byRow[u], wavesDown[v]) / (width * height);
                    if (u == 0 && v == 0)
                    {
                        mean = term;
                        continue;
                    }

                    terms.Add(term);
                    scale = Math.Max(scale, Math.Abs(term));
                }
            }

            return new Waves(mean, scale > 0 ? terms.ConvertAll(term => 0.5 + (0.5 / scale * term)) : terms, scale);
        }

        private static double[] SumRows(double[] channel, double[] wave, int height)
        {
            var sums = new double[height];
            for (var y = 0; y < height; y++)
                sums[y] = Product(channel.AsSpan(y * wave.Length, wave.Length), wave);
            return sums;
        }

        private static double[] Cosine(int wave, int length)
        {
            var values = new double[length];
            for (var i = 0; i < length; i++)
                values[i] = Math.Cos(Math.PI / length * wave * (i + 0.5));
            return values;
        }

        private static double Product(ReadOnlySpan<double> values, ReadOnlySpan<double> others)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
                sum += values[i] * others[i];
            return sum;
        }
    }
}
