using System.Numerics;

namespace ComfyStudio.Thumbnailer.Looks;

/// <summary>
/// 64 bits that stay nearly the same while a picture is scaled, brightened or compressed: which of its slow waves (a discrete cosine transform of
/// 32 × 32 greys) are above the middle one.
/// </summary>
internal static class PerceptualHash
{
    internal const int Side = 32;

    private const int Waves = 8;

    // Of a sum over 1024 greys: a sixteenth of one grey. What a wave has less than that above the middle is rounding, not shape, and in a smooth picture
    // most waves have nothing else.
    private const double Rounding = 64;

    private static readonly double[,] Cosines = MakeCosines();

    /// <param name="greys">32 rows of 32.</param>
    internal static ulong Of(ReadOnlySpan<double> greys)
    {
        Span<double> waves = stackalloc double[Waves * Waves];
        for (var v = 0; v < Waves; v++)
        {
            for (var u = 0; u < Waves; u++)
                waves[(v * Waves) + u] = Wave(greys, u, v);
        }

        // The first says how bright the whole is, which is no matter of its shape.
        Span<double> sorted = stackalloc double[(Waves * Waves) - 1];
        waves[1..].CopyTo(sorted);
        sorted.Sort();
        var middle = sorted[sorted.Length / 2];
        var hash = 0UL;
        for (var at = 1; at < waves.Length; at++)
            hash |= waves[at] > middle + Rounding ? 1UL << at : 0;
        return hash;
    }

    /// <returns>1 for the same shape; about a half for pictures that have nothing in common.</returns>
    internal static double Likeness(ulong one, ulong other) => 1 - (BitOperations.PopCount(one ^ other) / 63.0);

    private static double Wave(ReadOnlySpan<double> greys, int u, int v)
    {
        var sum = 0.0;
        for (var y = 0; y < Side; y++)
        {
            var row = 0.0;
            for (var x = 0; x < Side; x++)
                row += greys[(y * Side) + x] * Cosines[u, x];
            sum += row * Cosines[v, y];
        }

        return sum;
    }

    private static double[,] MakeCosines()
    {
        var cosines = new double[Waves, Side];
        for (var u = 0; u < Waves; u++)
        {
            for (var x = 0; x < Side; x++)
                cosines[u, x] = Math.Cos((2 * x + 1) * u * Math.PI / (2 * Side));
        }

        return cosines;
    }
}
