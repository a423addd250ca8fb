using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>A double exposure: the outline of a head, filled with a landscape, on a pale ground with one large disc.</summary>
internal sealed class PortraitScene(Brief brief, Palette palette, Dice dice) : IScene
{
    public void Paint(Canvas canvas)
    {
        var inside = new Canvas(canvas.Width, canvas.Height);
        var subject = dice.Pick([Subject.Forest, Subject.Mountains, Subject.Mountains]);
        var scenery = new Brief(subject, brief.Hour) { HasTrees = true, HasMountains = subject == Subject.Mountains, IsMisty = true, IsWinter = brief.IsWinter, IsAutumn = brief.IsAutumn };
        new LandscapeScene(scenery, palette, dice) { Horizon = dice.Between(0.42f, 0.5f) }.Paint(inside);
        Ground(canvas);
        var (cx, facing) = (canvas.Aspect * 0.5f, dice.Chance(0.5f) ? 1 : -1);
        var hair = dice.Below(3);
        var noise = dice.Noise();
        var ink = palette.Near;
        for (var py = 0; py < canvas.Height; py++)
        {
            for (var px = 0; px < canvas.Width; px++)
            {
                var (x, y) = ((((px + 0.5f) * canvas.Pixel) - cx) * facing, (py + 0.5f) * canvas.Pixel);
                var distance = Profile(x, y, hair) + (noise.Fractal(x * 14, y * 14, 3) * 0.006f * Shapes.Smooth(0.1f, -0.12f, x));
                var cover = 0.5f - (distance / canvas.Pixel);
                if (cover <= 0)
                    continue;
                var scene = inside.Row(py)[px];
                // Darker towards the edge and the shoulders, so that the outline reads.
                var rim = Shapes.Smooth(-0.07f, 0, distance);
                var color = Vector3.Lerp(scene, ink, 0.12f + (0.5f * rim) + (0.4f * Shapes.Smooth(0.74f, 1, y)));
                canvas.Blend(px, py, color, cover);
            }
        }
    }

    private void Ground(Canvas canvas)
    {
        var paper = Tone.Mix(palette.Horizon, Tone.Hex(0xF6F1E7), 0.68f);
        var (x0, y0, radius) = (canvas.Aspect * dice.Between(0.3f, 0.7f), dice.Between(0.3f, 0.42f), dice.Between(0.27f, 0.36f));
        var noise = dice.Noise();
        var disc = Tone.Mix(palette.Accent, palette.SkyMiddle, dice.Between(0, 0.45f));
        for (var py = 0; py < canvas.Height; py++)
        {
            var row = canvas.Row(py);
            for (var px = 0; px < row.Length; px++)
            {
                var (x, y) = ((px + 0.5f) * canvas.Pixel, (py + 0.5f) * canvas.Pixel);
                var wash = 1 + (0.1f * noise.Fractal(x * 2.2f, y * 2.2f, 5));
                var r = Shapes.Length(x - x0, y - y0) + (noise.Fractal(x * 6, y * 6, 3) * 0.008f);
                var cover = Math.Clamp(((radius - r) / (canvas.Pixel * 1.5f)) + 0.5f, 0, 1);
                row[px] = Vector3.Lerp(paper * wash, disc * (0.92f + (0.3f * noise.Fractal(x * 4 + 7, y * 4, 4))), cover * 0.88f);
            }
        }
    }

    // A head in profile looking along x, its chin near the middle of the picture.
    private static float Profile(float x, float y, int hair)
    {
        var skull = Shapes.Ellipse(x, y, -0.035f, 0.36f, 0.18f, 0.195f);
        var face = Shapes.Limb(x, y, 0.05f, 0.36f, 0.12f, 0.085f, 0.5f, 0.068f);
        var jaw = Shapes.Limb(x, y, -0.02f, 0.48f, 0.08f, 0.1f, 0.545f, 0.042f);
        var nose = Shapes.Triangle(x, y, (0.145f, 0.375f), (0.14f, 0.468f), (0.184f, 0.452f)) - 0.008f;
        var lips = Math.Min(Shapes.Ellipse(x, y, 0.148f, 0.494f, 0.026f, 0.013f), Shapes.Ellipse(x, y, 0.142f, 0.516f, 0.025f, 0.014f));
        var chin = Shapes.Circle(x, y, 0.112f, 0.553f, 0.04f);
        var neck = Shapes.Limb(x, y, -0.05f, 0.5f, 0.09f, -0.075f, 0.76f, 0.1f);
        var shoulders = Shapes.Limb(x, y, -0.28f, 1.0f, 0.2f, 0.16f, 1.02f, 0.185f);
        var head = Shapes.Join(Shapes.Join(Shapes.Join(skull, face, 0.05f), jaw, 0.05f), chin, 0.03f);
        head = Shapes.Join(Shapes.Join(head, nose, 0.022f), lips, 0.016f);
        var figure = Shapes.Join(Shapes.Join(head, neck, 0.05f), shoulders, 0.12f);
        return hair switch
        {
            0 => Shapes.Join(figure, Shapes.Circle(x, y, -0.2f, 0.25f, 0.085f), 0.03f),
            1 => Shapes.Join(figure, Shapes.Limb(x, y, -0.12f, 0.34f, 0.145f, -0.2f, 0.78f, 0.12f), 0.06f),
            _ => Shapes.Join(figure, Shapes.Ellipse(x, y, -0.07f, 0.31f, 0.19f, 0.18f), 0.03f),
        };
    }
}
