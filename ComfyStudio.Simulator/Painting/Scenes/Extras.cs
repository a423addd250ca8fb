using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>The small things a prompt may name: a house, a boat, birds, falling snow or rain.</summary>
internal sealed class Extras(Brief brief, Palette palette, Dice dice)
{
    public void OnShore(Canvas canvas, float line)
    {
        if (brief.HasHouse)
            House(canvas, canvas.Aspect * dice.Between(0.25f, 0.75f), line, dice.Between(0.035f, 0.06f));
        if (brief.HasLighthouse)
            Lighthouse(canvas, canvas.Aspect * dice.Pick([dice.Between(0.22f, 0.36f), dice.Between(0.64f, 0.78f)]), line, dice.Between(0.2f, 0.26f));
    }

    public void OnWater(Canvas canvas, float line)
    {
        if (brief.HasBoat)
            Boat(canvas, canvas.Aspect * dice.Between(0.3f, 0.7f), line + dice.Between(0.05f, 0.12f), dice.Between(0.05f, 0.09f));
    }

    public void InTheAir(Canvas canvas, float line)
    {
        if (brief.HasBirds || (brief.Hour is Hour.Sunset or Hour.Dawn && dice.Chance(0.3f)))
            Birds(canvas, line);
        if (brief.IsWinter)
            Snow(canvas);
        if (brief.IsRainy)
            Rain(canvas);
    }

    private void House(Canvas canvas, float cx, float foot, float size)
    {
        var wall = Tone.Mix(palette.Near, palette.Far, 0.3f);
        var window = palette.Accent * 1.5f;
        canvas.Fill(cx - (size * 2), foot - (size * 3), cx + (size * 2), foot,
            (x, y) => Math.Min(
                Shapes.Box(x, y, cx, foot - (size * 0.55f), size, size * 0.55f),
                Math.Min(
                    Shapes.Triangle(x, y, (cx - (size * 1.2f), foot - (size * 1.05f)), (cx + (size * 1.2f), foot - (size * 1.05f)), (cx, foot - (size * 2))),
                    Shapes.Box(x, y, cx + (size * 0.6f), foot - (size * 1.75f), size * 0.12f, size * 0.4f))),
            (_, _) => wall * 0.7f);
        foreach (var side in new[] { -0.45f, 0.4f })
        {
            canvas.Fill(cx - size, foot - size, cx + size, foot,
                (x, y) => Shapes.Box(x, y, cx + (size * side), foot - (size * 0.6f), size * 0.17f, size * 0.22f), (_, _) => window);
        }
    }

    private void Lighthouse(Canvas canvas, float cx, float foot, float size)
    {
        var (rock, white, red) = (palette.Near * 0.8f, Tone.Mix(Tone.Hex(0xF1EDE4), palette.SkyMiddle, 0.3f), Tone.Mix(Tone.Hex(0xB2382F), palette.SkyTop, 0.25f));
        var noise = dice.Noise();
        var (lampY, lamp) = (foot - (size * 1.02f), Vector3.Lerp(palette.Light, palette.Accent, 0.3f));
        if (brief.Hour is not Hour.Day)
            Beam(canvas, cx, lampY, lamp);
        canvas.Fill(cx - (size * 0.2f), foot - size, cx + (size * 0.2f), foot,
            (x, y) => MathF.Max(MathF.Abs(x - cx) - (size * (0.065f + (0.05f * (y - lampY) / size))), lampY + (size * 0.1f) - y),
            (x, y) => ((int)((foot - y) / size * 5.5f) % 2 == 0 ? white : red) * (0.82f + (0.9f * (x - cx) / size)));
        canvas.Fill(cx - (size * 0.1f), lampY - (size * 0.2f), cx + (size * 0.1f), lampY + (size * 0.12f),
            (x, y) => Math.Min(
                Math.Min(Shapes.Box(x, y, cx, lampY + (size * 0.09f), size * 0.095f, size * 0.015f), Shapes.Box(x, y, cx, lampY + (size * 0.03f), size * 0.05f, size * 0.05f)),
                Shapes.Triangle(x, y, (cx - (size * 0.07f), lampY - (size * 0.02f)), (cx + (size * 0.07f), lampY - (size * 0.02f)), (cx, lampY - (size * 0.11f)))),
            (_, y) => MathF.Abs(y - lampY - (size * 0.025f)) < size * 0.04f ? lamp * 1.8f : rock);
        canvas.Fill(cx - (size * 0.8f), foot - (size * 0.25f), cx + (size * 0.8f), foot + 0.01f,
            (x, y) => Shapes.Ellipse(x, y, cx, foot + (size * 0.05f), size * 0.62f, size * 0.16f) + (noise.Fractal(x * 18, y * 18, 4) * size * 0.06f),
            (x, y) => rock * (0.8f + (0.5f * Math.Max(0, noise.Fractal(x * 30, y * 40, 3)))));
    }

    private static void Beam(Canvas canvas, float cx, float y0, Vector3 color)
    {
        foreach (var side in new[] { -1, 1 })
        {
            canvas.Within(side < 0 ? 0 : cx, y0 - 0.1f, side < 0 ? cx : canvas.Aspect, y0 + 0.16f, (px, py, x, y) =>
            {
                var far = (x - cx) * side;
                var across = (y - y0 - (far * 0.05f)) / (0.004f + (far * 0.075f));
                canvas.Add(px, py, color * (0.2f * MathF.Exp(-across * across * 2) * MathF.Exp(-far * 2.4f)));
            });
        }
    }

    private void Boat(Canvas canvas, float cx, float y0, float size)
    {
        var hull = palette.Near * 0.8f;
        var sail = Tone.Mix(palette.Light, palette.Horizon, 0.4f);
        canvas.Fill(cx - size, y0 - (size * 1.7f), cx + size, y0 + (size * 0.3f),
            (x, y) => Shapes.Triangle(x, y, (cx + (size * 0.04f), y0 - (size * 1.55f)), (cx + (size * 0.04f), y0 - (size * 0.12f)), (cx + (size * 0.72f), y0 - (size * 0.12f))),
            (_, y) => sail * (0.75f + (0.2f * (y0 - y) / size)));
        canvas.Fill(cx - size, y0 - (size * 1.7f), cx + size, y0 + (size * 0.3f),
            (x, y) => Shapes.Triangle(x, y, (cx - (size * 0.04f), y0 - (size * 1.3f)), (cx - (size * 0.04f), y0 - (size * 0.12f)), (cx - (size * 0.5f), y0 - (size * 0.12f))),
            (_, _) => sail * 0.72f);
        canvas.Fill(cx - size, y0 - (size * 0.2f), cx + size, y0 + (size * 0.3f),
            (x, y) => Math.Max(Shapes.Ellipse(x, y, cx, y0 - (size * 0.08f), size * 0.85f, size * 0.22f), y0 - (size * 0.08f) - y), (_, _) => hull);
        canvas.Fill(cx - size, y0 + (size * 0.1f), cx + size, y0 + (size * 1.2f),
            (x, y) => MathF.Abs(x - cx + (MathF.Sin(y * 260) * size * 0.08f)) - (size * 0.6f * (1 - ((y - y0) / (size * 1.2f)))),
            (_, _) => hull, 0.05f);
    }

    private void Birds(Canvas canvas, float line)
    {
        var (gx, gy) = (canvas.Aspect * dice.Between(0.25f, 0.75f), line * dice.Between(0.3f, 0.6f));
        var color = palette.Near;
        for (var i = 0; i < 5 + dice.Below(6); i++)
        {
            var (x0, y0, size) = (gx + dice.Between(-0.14f, 0.14f), gy + dice.Between(-0.07f, 0.07f), dice.Between(0.006f, 0.013f));
            var lift = dice.Between(0.3f, 0.7f);
            canvas.Fill(x0 - size, y0 - size, x0 + size, y0 + size,
                (x, y) => Math.Min(
                    Shapes.Limb(x, y, x0, y0, size * 0.1f, x0 - size, y0 - (size * lift), size * 0.02f),
                    Shapes.Limb(x, y, x0, y0, size * 0.1f, x0 + size, y0 - (size * lift), size * 0.02f)),
                (_, _) => color);
        }
    }

    private void Snow(Canvas canvas)
    {
        for (var i = 0; i < 420; i++)
        {
            var near = dice.Between(0, 1);
            var (x0, y0, size) = (dice.Between(0, canvas.Aspect), dice.Between(0, 1), 0.0008f + (near * near * near * near * 0.0032f));
            canvas.Fill(x0 - (size * 2), y0 - (size * 2), x0 + (size * 2), y0 + (size * 2),
                (x, y) => Shapes.Circle(x, y, x0, y0, size), (_, _) => Vector3.Lerp(palette.Light, Vector3.One, 0.5f) * 0.9f, size);
        }
    }

    private void Rain(Canvas canvas)
    {
        for (var i = 0; i < 260; i++)
        {
            var (x0, y0, length) = (dice.Between(-0.1f, canvas.Aspect), dice.Between(-0.05f, 1), dice.Between(0.015f, 0.05f));
            canvas.Within(x0, y0, x0 + (length * 0.25f), y0 + length, (px, py, x, y) =>
            {
                var d = Shapes.Limb(x, y, x0, y0, 0, x0 + (length * 0.22f), y0 + length, 0);
                canvas.Blend(px, py, palette.Light, 0.16f * Shapes.Smooth(canvas.Pixel * 1.5f, 0, d));
            });
        }
    }
}
