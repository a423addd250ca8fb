using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>Flowers before a soft, out-of-focus ground: stems, leaves and blossoms of layered petals.</summary>
internal sealed class FlowerScene(Brief brief, Palette palette, Dice dice) : IScene
{
    private static readonly uint[][] Blossoms =
    [
        [0xF28482, 0xF7B7A3, 0xF6BD60], [0xC9184A, 0xFF758F, 0xFFCCD5], [0x7B5EA7, 0xC8A2E8, 0xF7D6FF], [0xF4A261, 0xE76F51, 0xFFE8C2], [0xF8F4EC, 0xF1DCC9, 0xF2C14E],
    ];

    private readonly Noise _noise = dice.Noise();

    public void Paint(Canvas canvas)
    {
        Ground(canvas);
        var colors = brief.Words.Contains("rose") || brief.Words.Contains("roses") || brief.Words.Contains("poppy") || brief.Words.Contains("poppies")
            ? Blossoms[1]
            : dice.Pick(Blossoms);
        var count = 5 + dice.Below(4);
        for (var i = 0; i < count; i++)
        {
            var near = (i + 1f) / count;
            var x = canvas.Aspect * (0.12f + (0.76f * ((i * 0.618f) + dice.Between(-0.05f, 0.05f)) % 1));
            var y = dice.Between(0.22f, 0.6f) + (near * 0.06f);
            var size = (0.07f + (near * 0.1f)) * dice.Between(0.85f, 1.2f);
            Stem(canvas, Math.Clamp(x, 0.08f, canvas.Aspect - 0.08f), y, size, near);
            Blossom(canvas, Math.Clamp(x, 0.08f, canvas.Aspect - 0.08f), y, size, colors, near);
        }
    }

    private void Ground(Canvas canvas)
    {
        var (top, bottom) = (Tone.Mix(palette.Horizon, palette.SkyMiddle, 0.35f), Tone.Mix(palette.Near, Tone.Hex(0x3B5B43), 0.45f));
        for (var py = 0; py < canvas.Height; py++)
        {
            var y = (py + 0.5f) * canvas.Pixel;
            var row = canvas.Row(py);
            var across = Tone.Mix(top, bottom, Shapes.Smooth(0.05f, 1.05f, y));
            for (var px = 0; px < row.Length; px++)
                row[px] = across * (1 + (0.35f * _noise.Fractal((px + 0.5f) * canvas.Pixel * 1.7f, y * 1.7f, 2)));
        }
        for (var i = 0; i < 26; i++)
        {
            var (x0, y0, radius) = (dice.Between(0, canvas.Aspect), dice.Between(0, 1), dice.Between(0.02f, 0.09f));
            var color = Tone.Mix(palette.Light, dice.Chance(0.5f) ? palette.Accent : palette.Horizon, dice.Between(0.2f, 0.9f));
            var strength = dice.Between(0.06f, 0.2f);
            canvas.Within(x0 - radius, y0 - radius, x0 + radius, y0 + radius, (px, py, x, y) =>
            {
                var r = Shapes.Length(x - x0, y - y0) / radius;
                canvas.Blend(px, py, color, strength * Shapes.Smooth(1, 0.86f, r) * (0.7f + (0.3f * r)));
            });
        }
    }

    private void Stem(Canvas canvas, float x0, float y0, float size, float near)
    {
        var color = Tone.Mix(Tone.Mix(palette.Far, Tone.Hex(0x4F7A4A), 0.6f), Tone.Hex(0x24452F), near);
        var bend = dice.Between(-0.12f, 0.12f);
        float Spine(float y) => x0 + (bend * MathF.Pow(Math.Max(0, y - y0), 1.4f) * 2);
        canvas.Fill(x0 - 0.3f, y0, x0 + 0.3f, 1, (x, y) => MathF.Abs(x - Spine(y)) - (size * 0.035f), (x, y) => color * (1 + ((Spine(y) - x) / size * 4)));
        for (var i = 0; i < 3; i++)
        {
            var (at, side, length) = (y0 + (size * (1.6f + (i * 1.5f))), i % 2 == 0 ? 1 : -1, size * dice.Between(0.9f, 1.5f));
            var (ax, tipX, tipY) = (Spine(at), Spine(at) + (side * length), at - (length * dice.Between(0.1f, 0.7f)));
            Leaf(canvas, ax, at, tipX, tipY, length * 0.2f, color);
        }
    }

    private void Leaf(Canvas canvas, float ax, float ay, float bx, float by, float width, Vector3 color)
    {
        var (dx, dy) = (bx - ax, by - ay);
        var length = Shapes.Length(dx, dy);
        var (ux, uy) = (dx / length, dy / length);
        canvas.Fill(Math.Min(ax, bx) - width, Math.Min(ay, by) - width, Math.Max(ax, bx) + width, Math.Max(ay, by) + width,
            (x, y) =>
            {
                var along = (((x - ax) * ux) + ((y - ay) * uy)) / length;
                var across = ((x - ax) * uy) - ((y - ay) * ux);
                var half = width * MathF.Sqrt(Math.Max(0, along * (1 - along))) * 2 * (1.15f - (along * 0.6f));
                return Math.Max(MathF.Abs(across) - half, Math.Max(-along, along - 1) * length);
            },
            (x, y) =>
            {
                var across = (((x - ax) * uy) - ((y - ay) * ux)) / width;
                var vein = 1 - MathF.Exp(-across * across * 300);
                return Vector3.Lerp(color, palette.Light, 0.12f + (0.1f * across)) * (0.8f + (0.2f * vein));
            });
    }

    private void Blossom(Canvas canvas, float cx, float cy, float size, uint[] colors, float near)
    {
        var (outer, inner, heart) = (Tone.Hex(colors[0]), Tone.Hex(colors[1]), Tone.Hex(colors[2]));
        var haze = Tone.Mix(palette.Horizon, palette.SkyMiddle, 0.3f);
        var petals = 5 + dice.Below(4);
        var turn = dice.Between(0, 6.28f);
        var squash = dice.Between(0.72f, 0.95f);
        const int Rings = 4;
        for (var ring = 0; ring < Rings; ring++)
        {
            var radius = size * (1 - (ring * 0.21f));
            var color = Tone.Mix(Tone.Mix(outer, inner, ring / (Rings - 1f)), haze, (1 - near) * 0.4f);
            for (var i = 0; i < petals; i++)
            {
                var angle = turn + (ring * 0.55f) + (i * MathF.Tau / petals) + dice.Between(-0.1f, 0.1f);
                Petal(canvas, cx, cy, angle, radius * dice.Between(0.9f, 1.06f), radius * 0.62f, squash, color * dice.Between(0.92f, 1.06f));
            }
        }
        var core = size * 0.16f;
        canvas.Fill(cx - core, cy - core, cx + core, cy + core, (x, y) => Shapes.Circle(x, y, cx, cy, core * 0.95f),
            (x, y) => heart * (0.55f + (0.6f * Math.Max(0, 0.6f + _noise.Fractal(x * 130 / size * 0.12f, y * 130 / size * 0.12f, 2)))));
    }

    private void Petal(Canvas canvas, float cx, float cy, float angle, float length, float width, float squash, Vector3 color)
    {
        var (sin, cos) = MathF.SinCos(angle);
        canvas.Fill(cx - length, cy - length, cx + length, cy + length,
            (x, y) =>
            {
                var (along, across) = Turned(x, y);
                var body = MathF.Pow(Math.Clamp(along, 0, 1), 0.6f) * MathF.Sqrt(Math.Max(0, 1 - along)) * 1.35f;
                return Math.Max(MathF.Abs(across) - (width * 0.5f * body), Math.Max(-along, along - 1) * length);
            },
            (x, y) =>
            {
                var (along, across) = Turned(x, y);
                var streak = 0.5f + _noise.At(across / width * 9, (along * 2) + angle);
                var shade = 0.5f + (0.5f * Shapes.Smooth(0, 0.75f, along)) - (0.16f * MathF.Abs(across) / width) + (0.1f * (streak - 0.5f));
                return Vector3.Lerp(color * shade, palette.Light, 0.16f * Shapes.Smooth(0.6f, 1, along) * (0.5f - (sin * 0.5f)));
            });

        (float Along, float Across) Turned(float x, float y)
        {
            var (dx, dy) = (x - cx, (y - cy) / squash);
            return (((dx * cos) + (dy * sin)) / length, (dy * cos) - (dx * sin));
        }
    }
}
