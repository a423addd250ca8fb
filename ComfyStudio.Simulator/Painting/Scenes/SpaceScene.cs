using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>Nebulae, stars and a planet with an atmosphere, sometimes a ring and a moon.</summary>
internal sealed class SpaceScene(Palette palette, Dice dice) : IScene
{
    private static readonly (uint Deep, uint Cloud, uint Glow)[] Skies =
    [
        (0x05060F, 0x3A2A6B, 0xFF7AA2), (0x04080F, 0x123E5C, 0x5BE0D0), (0x08050D, 0x5A1F3D, 0xFFB36B), (0x040711, 0x24306E, 0x9DB7FF),
    ];

    private static readonly (uint Dark, uint Middle, uint Bright)[] Worlds =
    [
        (0x1C2B4A, 0x4F86A6, 0xE8E2CE), (0x4A2418, 0xC06A3C, 0xF2CFA0), (0x2A1B45, 0x7A5BA6, 0xF0C6D8), (0x12352F, 0x4C9A7C, 0xE6E9C8), (0x5B3A2A, 0xD9A066, 0xF8E7C9),
    ];

    private readonly Noise _noise = dice.Noise();

    public void Paint(Canvas canvas)
    {
        Nebula(canvas);
        Stars(canvas);
        var radius = dice.Between(0.2f, 0.34f);
        var (cx, cy) = (canvas.Aspect * dice.Between(0.32f, 0.68f), dice.Between(0.4f, 0.62f));
        var angle = dice.Between(-2.6f, -0.5f);
        var light = Vector3.Normalize(new Vector3(MathF.Cos(angle), MathF.Sin(angle), 0.5f));
        var hasRing = dice.Chance(0.55f);
        var tilt = dice.Between(-0.45f, 0.45f);
        if (hasRing)
            Ring(canvas, cx, cy, radius, tilt, isFront: false);
        Planet(canvas, cx, cy, radius, light, dice.Pick(Worlds), dice.Chance(0.5f));
        if (hasRing)
            Ring(canvas, cx, cy, radius, tilt, isFront: true);
        var side = cx < canvas.Aspect / 2 ? 1 : -1;
        Planet(canvas, cx + (side * radius * dice.Between(1.5f, 1.9f)), cy - (radius * dice.Between(0.7f, 1.1f)), radius * dice.Between(0.08f, 0.16f), light, dice.Pick(Worlds), false);
    }

    private void Nebula(Canvas canvas)
    {
        var (deepHex, cloudHex, glowHex) = dice.Pick(Skies);
        var (deep, cloud, glow) = (Tone.Hex(deepHex), Tone.Hex(cloudHex), Tone.Hex(glowHex));
        var turn = dice.Between(0, MathF.PI);
        var (sin, cos) = MathF.SinCos(turn);
        for (var py = 0; py < canvas.Height; py++)
        {
            var row = canvas.Row(py);
            for (var px = 0; px < row.Length; px++)
            {
                var (x, y) = (((px + 0.5f) * canvas.Pixel) - (canvas.Aspect / 2), ((py + 0.5f) * canvas.Pixel) - 0.5f);
                var warp = _noise.Fractal(x * 1.6f, y * 1.6f, 3);
                var along = (y * cos) - (x * sin) + (warp * 0.45f);
                var band = MathF.Exp(-along * along * 9);
                var wisps = Math.Max(0, 0.5f + _noise.Fractal((x * 3.1f) + (warp * 1.7f), (y * 3.1f) - warp, 5));
                var dust = Shapes.Smooth(0.1f, 0.5f, _noise.Fractal((x * 4.2f) + 40, (y * 4.2f) + warp, 4));
                var density = band * wisps * wisps * 1.9f;
                row[px] = deep + (cloud * (density * 0.9f)) + (glow * (density * density * 0.34f));
                row[px] *= 1 - (dust * band * 0.65f);
            }
        }
    }

    private void Stars(Canvas canvas)
    {
        for (var i = 0; i < 900; i++)
        {
            var bright = MathF.Pow(dice.Between(0, 1), 9);
            var (x0, y0) = (dice.Between(0, canvas.Aspect), dice.Between(0, 1));
            var radius = 0.0007f + (bright * 0.0016f);
            var size = Math.Max(radius, canvas.Pixel * 0.55f);
            var color = Tone.Mix(Tone.Hex(0xBFD4FF), Tone.Hex(0xFFE3C4), dice.Between(0, 1)) * ((0.25f + (2.6f * bright)) * radius * radius / (size * size));
            var reach = size * (3 + (bright * 9));
            canvas.Within(x0 - reach, y0 - reach, x0 + reach, y0 + reach, (px, py, x, y) =>
            {
                var d = Shapes.Length(x - x0, y - y0) / size;
                canvas.Add(px, py, color * (MathF.Exp(-d * d) + (bright * 0.05f * Shapes.Smooth(reach / size, 0, d) / (0.5f + d))));
            });
        }
    }

    private void Planet(Canvas canvas, float cx, float cy, float radius, Vector3 light, (uint Dark, uint Middle, uint Bright) hex, bool hasBands)
    {
        var (dark, middle, bright) = (Tone.Hex(hex.Dark), Tone.Hex(hex.Middle), Tone.Hex(hex.Bright));
        var air = Tone.Mix(middle, palette.Light, 0.55f);
        var reach = radius * 1.25f;
        canvas.Within(cx - reach, cy - reach, cx + reach, cy + reach, (px, py, x, y) =>
        {
            var (dx, dy) = ((x - cx) / radius, (y - cy) / radius);
            var r = Shapes.Length(dx, dy);
            var facing = Math.Max(0, ((dx * light.X) + (dy * light.Y)) / Math.Max(r, 0.001f));
            canvas.Add(px, py, air * (r >= 1 ? MathF.Exp(-(r - 1) * 22) * (0.04f + (0.5f * facing)) : 0));
            var cover = ((1 - r) * radius / canvas.Pixel) + 0.5f;
            if (cover <= 0)
                return;
            var z = MathF.Sqrt(Math.Max(0, 1 - (r * r)));
            var surface = Surface(dx, dy, z, dark, middle, bright, hasBands, out var relief);
            var sun = Math.Max(0, (dx * light.X) + (dy * light.Y) + (z * light.Z) + (relief * 0.12f));
            var haze = MathF.Pow(1 - z, 3);
            var color = (surface * ((sun * 1.15f) + 0.012f)) + (air * (haze * sun * 0.8f));
            canvas.Blend(px, py, color, cover);
        });
    }

    private Vector3 Surface(float dx, float dy, float z, Vector3 dark, Vector3 middle, Vector3 bright, bool hasBands, out float relief)
    {
        var warp = _noise.Fractal((dx * 1.7f) + 60, (dy * 1.7f) + z, 3);
        float t;
        if (hasBands)
            t = 0.5f + (0.42f * MathF.Sin((dy * 11) + (warp * 3.2f))) + (0.2f * _noise.Fractal((dx * 2) + 9, (dy * 14) + warp, 4));
        else
            t = 0.5f + (0.95f * _noise.Fractal((dx * 2.3f) + (warp * 0.9f) + 5, (dy * 2.3f) + (z * 1.3f), 5));
        relief = hasBands ? 0 : (t - 0.5f) * 2;
        var ground = t < 0.5f ? Vector3.Lerp(dark, middle, Shapes.Smooth(0.1f, 0.5f, t)) : Vector3.Lerp(middle, bright, Shapes.Smooth(0.5f, 0.95f, t));
        var clouds = hasBands ? 0 : Shapes.Smooth(0.12f, 0.5f, _noise.Fractal((dx * 3) + (warp * 2), (dy * 4.4f) + 80, 5));
        return Vector3.Lerp(ground, new Vector3(0.92f, 0.93f, 0.95f), clouds * 0.7f);
    }

    private void Ring(Canvas canvas, float cx, float cy, float radius, float tilt, bool isFront)
    {
        var (sin, cos) = MathF.SinCos(tilt);
        var color = Tone.Mix(palette.Light, palette.Accent, 0.25f);
        const float Flat = 0.24f;
        canvas.Within(cx - (radius * 2.4f), cy - (radius * 2.4f), cx + (radius * 2.4f), cy + (radius * 2.4f), (px, py, x, y) =>
        {
            var (dx, dy) = ((x - cx) / radius, (y - cy) / radius);
            var (along, across) = ((dx * cos) + (dy * sin), ((dy * cos) - (dx * sin)) / Flat);
            if (across > 0 != isFront)
                return;
            var r = Shapes.Length(along, across);
            if (r is < 1.25f or > 2.25f)
                return;
            var grooves = 0.45f + (0.55f * Math.Max(0, 0.5f + _noise.Fractal(r * 13, 3.3f, 4)));
            var edge = Shapes.Smooth(1.25f, 1.34f, r) * Shapes.Smooth(2.25f, 2.1f, r) * (MathF.Abs(r - 1.83f) < 0.03f ? 0.15f : 1);
            canvas.Blend(px, py, color * 0.75f, grooves * edge * 0.72f);
        });
    }
}
