using System.Globalization;
using System.IO.Compression;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Bench.Thumbs;

/// <summary>Pictures that cost a decoder what rendered ones do: soft shapes of many sizes and a little grain, filtered and packed as PNG writers do.</summary>
internal static class SamplePictures
{
    public const int Side = 1024;

    private const int Channels = 3;
    private static readonly int[] Octaves = [512, 192, 64, 24, 8];

    public static async Task WriteAsync(string folder, ThumbsPlan plan, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var bytes = 0L;
        await Parallel.ForAsync(0, plan.Distinct, cancellationToken, async (seed, token) =>
        {
            var png = Draw(seed);
            for (var copy = seed; copy < plan.Count; copy += plan.Distinct)
            {
                await File.WriteAllBytesAsync(Path.Join(folder, string.Create(CultureInfo.InvariantCulture, $"{copy:0000}.png")), png, token);
                Interlocked.Add(ref bytes, png.Length);
            }
        });
        Console.WriteLine($"{plan.Count} pictures, {bytes / plan.Count / 1000} KB each");
    }

    private static byte[] Draw(int seed)
    {
        var random = new Random(seed);
        var channels = Enumerable.Range(0, Channels).Select(_ => Shapes(random)).ToArray();
        var rows = new byte[Side * ((Side * Channels) + 1)];
        for (var y = 0; y < Side; y++)
        {
            var row = rows.AsSpan(y * ((Side * Channels) + 1), (Side * Channels) + 1);
            row[0] = 1;
            for (var x = 0; x < Side; x++)
            {
                // Light rather than colour changes from pixel to pixel, as on a photo.
                var grain = random.Next(-5, 6);
                for (var channel = 0; channel < Channels; channel++)
                    row[1 + (x * Channels) + channel] = (byte)Math.Clamp(channels[channel][x, y] + grain, 0, 255);
            }

            SubtractLeft(row[1..]);
        }

        return Png(rows);
    }

    // The Sub filter of PNG.
    private static void SubtractLeft(Span<byte> row)
    {
        for (var i = row.Length - 1; i >= Channels; i--)
            row[i] -= row[i - Channels];
    }

    private static float[,] Shapes(Random random)
    {
        var picture = new float[Side, Side];
        foreach (var cell in Octaves)
        {
            var cells = (Side / cell) + 2;
            var grid = new float[cells, cells];
            foreach (var (i, j) in from i in Enumerable.Range(0, cells) from j in Enumerable.Range(0, cells) select (i, j))
                grid[i, j] = (float)((random.NextDouble() - 0.5) * 30 * Math.Sqrt(cell / 8.0));
            AddSmooth(picture, grid, cell);
        }

        return picture;
    }

    private static void AddSmooth(float[,] picture, float[,] grid, int cell)
    {
        for (var x = 0; x < Side; x++)
        {
            var (i, u) = (x / cell, x % cell / (float)cell);
            for (var y = 0; y < Side; y++)
            {
                var (j, v) = (y / cell, y % cell / (float)cell);
                var above = grid[i, j] + ((grid[i + 1, j] - grid[i, j]) * u);
                var below = grid[i, j + 1] + ((grid[i + 1, j + 1] - grid[i, j + 1]) * u);
                picture[x, y] += above + ((below - above) * v) + (cell == Octaves[0] ? 128 : 0);
            }
        }
    }

    private static byte[] Png(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            zlib.Write(rows);
        using var png = new MemoryStream();
        TestPng.WriteStart(png, Side, Side, alpha: false);
        TestPng.WriteChunk(png, "IDAT", packed.ToArray());
        TestPng.WriteChunk(png, "IEND", []);
        return png.ToArray();
    }
}
