using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>A surface that mirrors what lies above it, broken by ripples that grow towards the viewer.</summary>
internal sealed class Water(Brief brief, Palette palette, Dice dice)
{
    private readonly Noise _noise = dice.Noise();
    private readonly float _calm = brief.IsRainy ? 1.8f : dice.Between(0.5f, 1.1f);

    public void Paint(Canvas canvas, float line, float lightX)
    {
        var first = (int)(line * canvas.Height);
        var deep = Vector3.Lerp(palette.SkyTop, palette.Near, 0.35f);
        var glitterColor = Vector3.Lerp(palette.Light, palette.Horizon, 0.2f);
        for (var py = first; py < canvas.Height; py++)
        {
            var y = (py + 0.5f) * canvas.Pixel;
            var down = (y - line) / (1 - line + 0.001f);
            var depth = 1 / (0.035f + (y - line));
            var row = canvas.Row(py);
            for (var px = 0; px < row.Length; px++)
            {
                var x = (px + 0.5f) * canvas.Pixel;
                var ripple = _noise.Fractal((x - (canvas.Aspect / 2)) * depth * 0.5f, depth * 3.4f, 3);
                var fine = _noise.At((x - (canvas.Aspect / 2)) * depth * 2.1f, depth * 9);
                var mirror = line - ((y - line) * 0.92f) + ((ripple + (fine * 0.4f)) * _calm * (0.012f + (0.09f * down)));
                var sample = Sample(canvas, x + (ripple * _calm * 0.01f * (0.3f + down)), Math.Clamp(mirror, 0, line - canvas.Pixel));
                var color = Vector3.Lerp(sample * 0.9f, deep, 0.1f + (0.42f * down));
                var crest = Shapes.Smooth(0.12f, 0.55f, ripple + (fine * 0.35f));
                color = Vector3.Lerp(color, palette.Horizon, crest * 0.13f * _calm);
                var path = MathF.Exp(-MathF.Pow((x - lightX) / (0.035f + (0.16f * down)), 2));
                color += glitterColor * (path * Shapes.Smooth(0.1f, 0.5f, ripple + (fine * 0.6f)) * 0.55f * (brief.IsRainy ? 0.2f : 1));
                row[px] = color;
            }
        }
    }

    private static Vector3 Sample(Canvas canvas, float x, float y)
    {
        var (fx, fy) = (Math.Clamp((x * canvas.Height) - 0.5f, 0, canvas.Width - 1.001f), Math.Clamp((y * canvas.Height) - 0.5f, 0, canvas.Height - 1.001f));
        var (ix, iy) = ((int)fx, (int)fy);
        var upper = canvas.Row(iy);
        var lower = canvas.Row(Math.Min(iy + 1, canvas.Height - 1));
        var next = Math.Min(ix + 1, canvas.Width - 1);
        return Vector3.Lerp(Vector3.Lerp(upper[ix], upper[next], fx - ix), Vector3.Lerp(lower[ix], lower[next], fx - ix), fy - iy);
    }
}
