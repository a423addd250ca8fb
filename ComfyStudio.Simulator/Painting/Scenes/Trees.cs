using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>Rows of trees on a ridge: firs, or round crowns.</summary>
internal sealed class Trees(Palette palette, Dice dice)
{
    /// <param name="height">Of a grown tree, in heights of the picture.</param>
    public void Plant(Canvas canvas, Ridge ridge, float height, float density, Vector3 color, bool areRound)
    {
        var spacing = height * 0.26f / density;
        var noise = dice.Noise();
        for (var x = -height; x < canvas.Aspect + height; x += spacing * dice.Between(0.5f, 1.6f))
        {
            // Groves with clearings between them look less like a fence.
            if (noise.Fractal(x * 1.4f, 0.3f, 2) < -0.16f)
                continue;
            var size = height * dice.Between(0.55f, 1.15f);
            var foot = ridge.CrestAt(x) + (height * 0.12f) + dice.Between(0, height * 0.25f);
            var shade = areRound ? Tone.Turn(color, dice.Between(-0.3f, 0.3f), 1) * dice.Between(0.8f, 1.15f) : color * dice.Between(0.82f, 1.12f);
            if (areRound)
                Crown(canvas, x, foot, size * 0.8f, shade, noise);
            else
                Fir(canvas, x, foot, size, shade, noise);
        }
    }

    private static void Fir(Canvas canvas, float cx, float foot, float size, Vector3 color, Noise noise)
    {
        var top = foot - size;
        var lean = noise.At(cx * 31, 7) * 0.02f;
        var tiers = size * 11 > canvas.Pixel * 60 ? 11f : 7f;
        canvas.Within(cx - (size * 0.3f), top, cx + (size * 0.3f), foot, (px, py, x, y) =>
        {
            var down = (y - top) / size;
            var tier = (down * tiers) - MathF.Floor(down * tiers);
            var ragged = noise.At((x * 190) + cx, y * 190) * 0.03f;
            var half = size * ((0.012f + (0.19f * down)) * (0.62f + (0.38f * tier)) + (ragged * (0.3f + down)));
            if (down > 0.94f)
                half = size * 0.018f;
            var cover = ((half - MathF.Abs(x - cx - (lean * down))) / canvas.Pixel) + 0.5f;
            canvas.Blend(px, py, color, cover);
        });
    }

    private void Crown(Canvas canvas, float cx, float foot, float size, Vector3 color, Noise noise)
    {
        var (rx, ry) = (size * 0.36f, size * 0.42f);
        var cy = foot - (size * 0.56f);
        canvas.Fill(cx - (size * 0.05f), foot - (size * 0.4f), cx + (size * 0.05f), foot,
            (x, y) => Shapes.Limb(x, y, cx, foot, size * 0.03f, cx, cy, size * 0.015f), (_, _) => color * 0.5f);
        canvas.Fill(cx - (rx * 1.3f), cy - (ry * 1.3f), cx + (rx * 1.3f), cy + (ry * 1.3f),
            (x, y) => Shapes.Ellipse(x, y, cx, cy, rx, ry) + (noise.Fractal(x * 9 / size, y * 9 / size, 3) * size * 0.14f),
            (x, y) =>
            {
                var up = Math.Clamp(0.5f - ((y - cy) / (2 * ry)) + (noise.At(x * 16 / size, y * 16 / size) * 0.35f), 0, 1);
                return Vector3.Lerp(color * 0.62f, Vector3.Lerp(color, palette.Light, 0.3f), up * up);
            });
    }
}
