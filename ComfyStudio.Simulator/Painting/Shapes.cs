namespace ComfyStudio.Simulator.Painting;

/// <summary>Distances to simple shapes, negative inside; joined they make trees, houses and animals.</summary>
internal static class Shapes
{
    public static float Circle(float x, float y, float cx, float cy, float radius) => Length(x - cx, y - cy) - radius;

    public static float Ellipse(float x, float y, float cx, float cy, float rx, float ry)
    {
        var (dx, dy) = ((x - cx) / rx, (y - cy) / ry);
        return (Length(dx, dy) - 1) * Math.Min(rx, ry);
    }

    /// <summary>A stroke that changes its thickness on the way.</summary>
    public static float Limb(float x, float y, float ax, float ay, float ra, float bx, float by, float rb)
    {
        var (dx, dy) = (bx - ax, by - ay);
        var t = Math.Clamp((((x - ax) * dx) + ((y - ay) * dy)) / ((dx * dx) + (dy * dy) + 1e-9f), 0, 1);
        return Length(x - ax - (t * dx), y - ay - (t * dy)) - (ra + ((rb - ra) * t));
    }

    public static float Triangle(float x, float y, (float X, float Y) a, (float X, float Y) b, (float X, float Y) c)
    {
        var (d1, d2, d3) = (Edge(x, y, a, b), Edge(x, y, b, c), Edge(x, y, c, a));
        var orientation = MathF.Sign(Edge(c.X, c.Y, a, b));
        return Math.Max(Math.Max(-d1 * orientation, -d2 * orientation), -d3 * orientation);
    }

    public static float Box(float x, float y, float cx, float cy, float halfWidth, float halfHeight) =>
        Math.Max(MathF.Abs(x - cx) - halfWidth, MathF.Abs(y - cy) - halfHeight);

    /// <summary>Joins two shapes with a rounded seam.</summary>
    public static float Join(float a, float b, float roundness)
    {
        var h = Math.Max(roundness - MathF.Abs(a - b), 0) / roundness;
        return Math.Min(a, b) - (h * h * roundness * 0.25f);
    }

    public static float Smooth(float from, float to, float value)
    {
        var t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }

    public static float Length(float x, float y) => MathF.Sqrt((x * x) + (y * y));

    private static float Edge(float x, float y, (float X, float Y) a, (float X, float Y) b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        return (((x - a.X) * dy) - ((y - a.Y) * dx)) / -Length(dx, dy);
    }
}
