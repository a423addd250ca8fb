using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>Gradient, sun or moon, stars, clouds and aurora, down to the horizon and a little below it.</summary>
internal sealed class Sky(Brief brief, Palette palette, Dice dice, float aspect)
{
    private readonly Noise _clouds = dice.Noise();
    private readonly Noise _stars = dice.Noise();
    private readonly float _cloudCover = brief.IsRainy ? 0.55f : brief.IsMisty ? 0.1f : dice.Between(-0.12f, 0.32f);
    private readonly float _cloudShear = dice.Between(-0.6f, 0.6f);
    private readonly float _discRadius = brief.Hour == Hour.Night ? dice.Between(0.035f, 0.06f) : dice.Between(0.03f, 0.075f);
    private readonly bool _hasDisc = !brief.IsRainy && (brief.Hour != Hour.Day || dice.Chance(0.4f));

    public float Horizon { get; init; } = 0.62f;

    public float LightX { get; } = aspect * dice.Pick([dice.Between(0.2f, 0.4f), dice.Between(0.6f, 0.8f), dice.Between(0.42f, 0.58f)]);

    public float LightY { get; set; } = brief.Hour switch
    {
        Hour.Day => dice.Between(0.08f, 0.2f),
        Hour.Night => dice.Between(0.14f, 0.3f),
        _ => dice.Between(0.36f, 0.52f),
    };

    public float GlowWidth => brief.Hour == Hour.Night ? 0.16f : 0.34f;

    public void Paint(Canvas canvas)
    {
        var ramp = palette.SkyRamp(512);
        var isDark = brief.Hour is Hour.Night or Hour.Dusk;
        for (var py = 0; py < canvas.Height; py++)
        {
            var y = (py + 0.5f) * canvas.Pixel;
            if (y > Horizon + 0.12f)
                break;
            var base0 = ramp[Math.Clamp((int)(y / Horizon * 511), 0, 511)];
            var row = canvas.Row(py);
            for (var px = 0; px < row.Length; px++)
            {
                var x = (px + 0.5f) * canvas.Pixel;
                row[px] = PaintPoint(base0, x, y, isDark);
            }
        }
        if (isDark && !brief.IsRainy)
            PaintStars(canvas);
        if (brief.HasAurora)
            new Aurora(palette, dice).Paint(canvas, Horizon);
        if (_hasDisc)
            PaintDisc(canvas);
    }

    private Vector3 PaintPoint(Vector3 color, float x, float y, bool isDark)
    {
        var distance = Shapes.Length(x - LightX, (y - LightY) * 1.15f);
        var glow = 1 / (1 + (distance * distance / (GlowWidth * GlowWidth * 0.25f)));
        color = Vector3.Lerp(color, palette.Light, glow * (isDark ? 0.22f : 0.62f));
        var depth = 1 / (0.16f + Math.Max(0, Horizon - y));
        var (cx, cy) = ((x - (aspect / 2)) * depth * 0.55f, depth * 0.9f);
        var shape = _clouds.Fractal(cx + (_cloudShear * cy) + 20, cy * 1.6f, 5) + _cloudCover;
        var cover = Shapes.Smooth(0.08f, 0.62f, shape) * Shapes.Smooth(Horizon + 0.02f, Horizon - 0.22f, y);
        if (cover <= 0.002f)
            return color;
        // Clouds are lit where they are thin and near the light, and lie in their own shade where thick.
        var lit = Vector3.Lerp(palette.Horizon, palette.Light, 0.35f + (0.65f * glow));
        var shade = Vector3.Lerp(palette.SkyMiddle, palette.Far, 0.4f) * (isDark ? 0.75f : 0.96f);
        var thick = Shapes.Smooth(0.25f, 0.8f, shape);
        var cloud = Vector3.Lerp(lit * (isDark ? 0.42f : 1), shade, (thick * 0.75f) + (isDark ? 0.2f : 0));
        return Vector3.Lerp(color, cloud, cover * (isDark ? 0.55f : 0.82f));
    }

    private void PaintStars(Canvas canvas)
    {
        const float Cells = 90;
        for (var j = 0; j < Cells * Horizon; j++)
        {
            for (var i = 0; i < Cells * canvas.Aspect; i++)
            {
                var chance = _stars.Cell(i, j);
                if (chance < 0.72f)
                    continue;
                var (x, y) = ((i + _stars.Cell(i + 999, j)) / Cells, (j + _stars.Cell(i, j + 999)) / Cells);
                var bright = MathF.Pow((chance - 0.72f) / 0.28f, 10) * Shapes.Smooth(Horizon, Horizon * 0.35f, y);
                Spark(canvas, x, y, (0.25f + (2.2f * bright)) * Shapes.Smooth(Horizon, Horizon * 0.5f, y), 0.0006f + (0.001f * bright));
            }
        }
    }

    private void Spark(Canvas canvas, float x, float y, float strength, float radius)
    {
        var size = Math.Max(radius, canvas.Pixel * 0.6f);
        strength *= radius * radius / (size * size);
        canvas.Within(x - (size * 4), y - (size * 4), x + (size * 4), y + (size * 4), (px, py, sx, sy) =>
        {
            var d = Shapes.Length(sx - x, sy - y) / size;
            canvas.Add(px, py, palette.Light * (strength * MathF.Exp(-d * d)));
        });
    }

    private void PaintDisc(Canvas canvas)
    {
        var radius = _discRadius;
        var isMoon = brief.Hour == Hour.Night;
        var color = isMoon ? palette.Light * 1.05f : Vector3.Lerp(palette.Light, Vector3.One, 0.5f) * 1.25f;
        canvas.Fill(LightX - radius, LightY - radius, LightX + radius, LightY + radius,
            (x, y) => Shapes.Circle(x, y, LightX, LightY, radius),
            (x, y) => isMoon ? color * (0.86f + (0.16f * _clouds.Fractal(x * 34, y * 34, 3))) : color, 0.0012f);
    }
}
