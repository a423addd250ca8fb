namespace ComfyStudio.Simulator.Painting;

/// <summary>Smooth chance over the plane: gradient noise and sums of it. Values lie around 0, mostly within ±1.</summary>
internal readonly struct Noise(uint seed)
{
    private static readonly float[] DirectionX = [.. Enumerable.Range(0, 16).Select(i => MathF.Cos(i * MathF.PI / 8) * 1.5f)];
    private static readonly float[] DirectionY = [.. Enumerable.Range(0, 16).Select(i => MathF.Sin(i * MathF.PI / 8) * 1.5f)];

    public Noise Other(uint salt) => new((seed * 747_796_405) + (salt * 2_891_336_453) + 1);

    public float At(float x, float y)
    {
        var (floorX, floorY) = (MathF.Floor(x), MathF.Floor(y));
        var (ix, iy) = ((int)floorX, (int)floorY);
        var (fx, fy) = (x - floorX, y - floorY);
        var (u, v) = (Fade(fx), Fade(fy));
        var top = Lerp(Corner(ix, iy, fx, fy), Corner(ix + 1, iy, fx - 1, fy), u);
        var bottom = Lerp(Corner(ix, iy + 1, fx, fy - 1), Corner(ix + 1, iy + 1, fx - 1, fy - 1), u);
        return Lerp(top, bottom, v);
    }

    /// <summary>Large shapes with ever smaller ones on top.</summary>
    public float Fractal(float x, float y, int octaves)
    {
        float sum = 0, weight = 0.5f;
        for (var i = 0; i < octaves; i++)
        {
            sum += At(x, y) * weight;
            (x, y, weight) = ((x * 1.92f) + 17.3f, (y * 1.92f) - 9.1f, weight * 0.5f);
        }
        return sum;
    }

    /// <summary>Sharp crests between rounded valleys, 0 to 1.</summary>
    public float Ridged(float x, float y, int octaves)
    {
        float sum = 0, weight = 0.5f, previous = 1;
        for (var i = 0; i < octaves; i++)
        {
            var crest = 1 - MathF.Abs(At(x, y));
            crest *= crest * previous;
            sum += crest * weight;
            previous = crest;
            (x, y, weight) = ((x * 2.03f) + 5.7f, (y * 2.03f) + 3.3f, weight * 0.5f);
        }
        return sum;
    }

    /// <summary>Plain chance for a cell, 0 to 1.</summary>
    public float Cell(int x, int y) => (Hash(x, y) >> 8) / 16_777_216f;

    private float Corner(int x, int y, float dx, float dy)
    {
        var direction = Hash(x, y) & 15;
        return (DirectionX[direction] * dx) + (DirectionY[direction] * dy);
    }

    private uint Hash(int x, int y)
    {
        var h = ((uint)x * 0x85EBCA6B) ^ ((uint)y * 0xC2B2AE35) ^ (seed * 0x9E3779B9);
        h = (h ^ (h >> 15)) * 0x2C1B3C6D;
        h = (h ^ (h >> 12)) * 0x297A2D39;
        return h ^ (h >> 15);
    }

    private static float Fade(float t) => t * t * t * ((t * ((t * 6) - 15)) + 10);

    private static float Lerp(float a, float b, float t) => a + ((b - a) * t);
}
