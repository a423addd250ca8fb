using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>An animal on a hill, dark before a great low sun or moon.</summary>
internal sealed class FigureScene(Brief brief, Palette palette, Dice dice) : IScene
{
    public void Paint(Canvas canvas)
    {
        var x0 = canvas.Aspect * dice.Between(0.4f, 0.6f);
        var line = dice.Between(0.74f, 0.8f);
        var (discX, discY, radius) = (x0 + dice.Between(-0.05f, 0.05f), line - dice.Between(0.24f, 0.3f), dice.Between(0.24f, 0.31f));
        new Sky(brief with { IsRainy = true }, palette, dice, canvas.Aspect) { Horizon = line, LightY = discY }.Paint(canvas);
        Disc(canvas, discX, discY, radius);
        for (var i = 0; i < 3; i++)
        {
            var near = i / 2f;
            var crest = Tone.Mix(palette.Far, palette.Near, 0.2f + (near * 0.75f));
            var style = new RidgeStyle(crest, Tone.Mix(crest, palette.Horizon, (1 - near) * 0.5f))
            {
                Base = line - 0.05f + (near * 0.09f),
                Swing = 0.05f,
                Frequency = 1.1f,
                Slopes = 0.3f,
                Roughness = 0.1f,
            };
            var ridge = new Ridge(style, palette, dice.Noise(), discX);
            ridge.Paint(canvas);
            if (i == 1)
                new Trees(palette, dice).Plant(canvas, ridge, 0.08f, 1, crest * 0.8f, areRound: brief.IsAutumn);
            if (i == 2)
                Stand(canvas, x0, ridge.CrestAt(x0) + 0.012f);
        }
        new Extras(brief with { IsRainy = false }, palette, dice).InTheAir(canvas, line);
    }

    private void Disc(Canvas canvas, float cx, float cy, float radius)
    {
        var color = Tone.Mix(palette.Light, palette.Horizon, brief.Hour == Hour.Night ? 0.1f : 0.3f);
        var noise = dice.Noise();
        canvas.Within(cx - (radius * 2), cy - (radius * 2), cx + (radius * 2), cy + (radius * 2), (px, py, x, y) =>
        {
            var r = Shapes.Length(x - cx, y - cy);
            canvas.Blend(px, py, color, 0.3f * MathF.Exp(-Math.Max(0, r - radius) * 9));
            var surface = 0.94f + (0.12f * noise.Fractal(x * 7, y * 7, 4)) - (0.22f * Shapes.Smooth(cy - radius, cy + radius, y));
            canvas.Blend(px, py, color * surface, ((radius - r) / canvas.Pixel) + 0.5f);
        });
    }

    private void Stand(Canvas canvas, float x0, float foot)
    {
        var size = dice.Between(0.27f, 0.33f);
        var facing = dice.Chance(0.5f) ? 1 : -1;
        var body = palette.Near * 0.55f;
        var shape = Figures.For(brief.Words);
        canvas.Fill(x0 - size, foot - (size * 1.5f), x0 + size, foot + 0.02f,
            (x, y) => shape((x - x0) / size * facing, (foot - y) / size) * size,
            (x, y) => Vector3.Lerp(body, palette.Accent, 0.1f * Shapes.Smooth(foot - (size * 0.4f), foot - size, y)));
        Grass(canvas, x0, foot, size);
    }

    private void Grass(Canvas canvas, float x0, float foot, float size)
    {
        var color = palette.Near * 0.5f;
        for (var i = 0; i < 90; i++)
        {
            var (x, height, lean) = (x0 + dice.Between(-size * 1.2f, size * 1.2f), dice.Between(0.01f, 0.035f), dice.Between(-0.01f, 0.01f));
            var y0 = foot + dice.Between(0, 0.02f);
            canvas.Fill(x - 0.02f, y0 - height, x + 0.02f, y0,
                (px, py) => Shapes.Limb(px, py, x, y0, 0.0016f, x + lean, y0 - height, 0.0002f), (_, _) => color);
        }
    }
}
