using System.Numerics;

namespace ComfyStudio.Simulator.Painting;

/// <summary>Light that spills over its edges, worked out at an eighth of the size.</summary>
internal static class Bloom
{
    private const int Cell = 8;

    public static void Apply(Canvas canvas, float strength)
    {
        var (width, height) = (Math.Max(1, canvas.Width / Cell), Math.Max(1, canvas.Height / Cell));
        var light = Gather(canvas, width, height);
        var radius = Math.Max(1, height / 22);
        for (var pass = 0; pass < 3; pass++)
        {
            light = Blur(light, width, height, radius, 1);
            light = Blur(light, width, height, radius, width);
        }
        for (var y = 0; y < canvas.Height; y++)
        {
            var row = canvas.Row(y);
            var (top, fy) = Split(y, height);
            for (var x = 0; x < row.Length; x++)
            {
                var (left, fx) = Split(x, width);
                var upper = Vector3.Lerp(light[(top * width) + left], light[(top * width) + Math.Min(left + 1, width - 1)], fx);
                var next = Math.Min(top + 1, height - 1) * width;
                var lower = Vector3.Lerp(light[next + left], light[next + Math.Min(left + 1, width - 1)], fx);
                row[x] += Vector3.Lerp(upper, lower, fy) * strength;
            }
        }
    }

    private static (int Index, float Fraction) Split(int position, int count)
    {
        var at = Math.Clamp(((position + 0.5f) / Cell) - 0.5f, 0, count - 1);
        return ((int)at, at - (int)at);
    }

    private static Vector3[] Gather(Canvas canvas, int width, int height)
    {
        var light = new Vector3[width * height];
        for (var y = 0; y < height * Cell && y < canvas.Height; y++)
        {
            var row = canvas.Row(y);
            for (var x = 0; x < width * Cell && x < row.Length; x++)
                light[(y / Cell * width) + (x / Cell)] += Vector3.Min(row[x] * MathF.Max(0, Tone.Luminance(row[x]) - 0.25f), new Vector3(3)) / (Cell * Cell);
        }
        return light;
    }

    private static Vector3[] Blur(Vector3[] source, int width, int height, int radius, int step)
    {
        var target = new Vector3[source.Length];
        var length = step == 1 ? width : height;
        for (var line = 0; line < source.Length / length; line++)
        {
            var start = step == 1 ? line * width : line;
            var sum = Vector3.Zero;
            for (var i = -radius; i <= radius; i++)
                sum += source[start + (Math.Clamp(i, 0, length - 1) * step)];
            for (var i = 0; i < length; i++)
            {
                target[start + (i * step)] = sum / ((2 * radius) + 1);
                sum += source[start + (Math.Min(i + radius + 1, length - 1) * step)] - source[start + (Math.Max(i - radius, 0) * step)];
            }
        }
        return target;
    }
}
