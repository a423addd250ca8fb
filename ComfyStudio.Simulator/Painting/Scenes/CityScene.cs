using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>A skyline in layers, with windows that are lit when it is dark, before water or a wet street.</summary>
internal sealed class CityScene(Brief brief, Palette palette, Dice dice) : IScene
{
    private static readonly uint[] NeonColors = [0xFF3D81, 0x35E0FF, 0xFFB13D, 0x9D6BFF, 0xFFE066];

    private readonly bool _isDark = brief.Hour is Hour.Night or Hour.Dusk or Hour.Sunset;

    public void Paint(Canvas canvas)
    {
        var line = dice.Between(0.66f, 0.74f);
        var sky = new Sky(brief, palette, dice, canvas.Aspect) { Horizon = line };
        sky.Paint(canvas);
        Glow(canvas, line);
        const int Layers = 4;
        for (var i = 0; i < Layers; i++)
        {
            var near = i / (Layers - 1f);
            Skyline(canvas, line, near);
        }
        new Water(brief with { IsRainy = false }, palette, dice).Paint(canvas, line, sky.LightX);
        new Extras(brief, palette, dice).InTheAir(canvas, line);
    }

    private void Glow(Canvas canvas, float line)
    {
        var color = _isDark ? Tone.Mix(palette.Accent, palette.Horizon, 0.4f) : palette.Horizon;
        canvas.Within(0, line - 0.4f, canvas.Aspect, line, (px, py, _, y) =>
            canvas.Blend(px, py, color, 0.42f * Shapes.Smooth(0.4f, 0, line - y)));
    }

    private void Skyline(Canvas canvas, float line, float near)
    {
        var body = Tone.Mix(Tone.Mix(palette.Far, palette.Horizon, 0.25f), palette.Near, 0.15f + (near * 0.8f));
        var scale = 0.6f + (near * 0.5f);
        var center = canvas.Aspect * dice.Between(0.35f, 0.65f);
        for (var x = -0.05f; x < canvas.Aspect;)
        {
            var width = dice.Between(0.035f, 0.085f) * scale;
            var hill = MathF.Exp(-MathF.Pow((x - center) / (canvas.Aspect * 0.34f), 2));
            var height = (dice.Between(0.06f, 0.16f) + (hill * dice.Between(0.05f, 0.3f))) * (1.15f - (near * 0.42f));
            Building(canvas, x, line, width, height, body * dice.Between(0.85f, 1.12f), near);
            x += width * dice.Between(0.78f, 1.25f);
        }
    }

    private void Building(Canvas canvas, float left, float line, float width, float height, Vector3 body, float near)
    {
        var top = line - height;
        var (style, seed) = (dice.Below(5), dice.Noise());
        var (right, middle) = (left + width, left + (width / 2));
        canvas.Fill(left, top - (height * 0.4f), right, line, (x, y) => Silhouette(x, y, style, middle, top, line, width, height), (x, y) =>
        {
            var shade = 0.85f + (0.3f * (x - left) / width) - (0.25f * (y - top) / height);
            return Vector3.Lerp(body * shade, palette.Horizon, 0.22f * Shapes.Smooth(line - 0.12f, line, y));
        });
        if (_isDark)
            Windows(canvas, left, right, top, line, near, seed);
        if (_isDark && near > 0.6f && dice.Chance(0.35f))
            Neon(canvas, left + (width * dice.Between(0.15f, 0.75f)), top + (height * dice.Between(0.1f, 0.3f)), height * dice.Between(0.18f, 0.35f));
    }

    private static float Silhouette(float x, float y, int style, float middle, float top, float line, float width, float height)
    {
        var block = Shapes.Box(x, y, middle, (top + line) / 2, width / 2, (line - top) / 2);
        return style switch
        {
            0 => Math.Min(block, Shapes.Box(x, y, middle, top - (height * 0.05f), width * 0.32f, height * 0.06f)),
            1 => Math.Min(block, Shapes.Limb(x, y, middle, top, width * 0.03f, middle, top - (height * 0.3f), 0.0006f)),
            2 => Math.Min(block, Shapes.Triangle(x, y, (middle - (width / 2), top), (middle + (width / 2), top), (middle, top - (height * 0.16f)))),
            3 => Math.Min(Shapes.Box(x, y, middle, (top + line) / 2, width * 0.36f, (line - top) / 2), Shapes.Box(x, y, middle, line - (height * 0.3f), width / 2, height * 0.3f)),
            _ => block,
        };
    }

    private void Windows(Canvas canvas, float left, float right, float top, float line, float near, Noise seed)
    {
        var pitch = 0.0075f + (near * 0.005f);
        var (columns, rows) = ((int)((right - left) / pitch), (int)((line - top) / (pitch * 1.35f)));
        var busy = dice.Between(0.25f, 0.55f);
        for (var row = 1; row < rows; row++)
        {
            for (var column = 1; column < columns; column++)
            {
                if (seed.Cell(column, row) > busy)
                    continue;
                var warmth = seed.Cell(column + 50, row);
                var color = Tone.Mix(palette.Accent, warmth > 0.8f ? Tone.Hex(0xBFE3FF) : palette.Light, warmth * 0.5f);
                var (cx, cy) = (left + (column * pitch), top + (row * pitch * 1.35f));
                var strength = (0.35f + (0.65f * seed.Cell(column, row + 70))) * (0.4f + (0.6f * near)) * (brief.Hour == Hour.Sunset ? 0.6f : 1);
                canvas.Fill(cx - pitch, cy - pitch, cx + pitch, cy + pitch,
                    (x, y) => Shapes.Box(x, y, cx, cy, pitch * 0.26f, pitch * 0.36f), (_, _) => color * (1.3f * strength), 0.0006f);
            }
        }
    }

    private void Neon(Canvas canvas, float x0, float y0, float length)
    {
        var color = Tone.Hex(dice.Pick(NeonColors));
        canvas.Within(x0 - 0.05f, y0 - 0.05f, x0 + 0.05f, y0 + length + 0.05f, (px, py, x, y) =>
        {
            var d = Math.Max(0, Shapes.Limb(x, y, x0, y0, 0.0022f, x0, y0 + length, 0.0022f));
            canvas.Add(px, py, color * (1.6f * MathF.Exp(-d * 500)) + (color * (0.16f * MathF.Exp(-d * 60))));
        });
    }
}
