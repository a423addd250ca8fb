using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>Paint that has flowed: noise bent by noise, coloured along its folds and lit from one side.</summary>
internal sealed class AbstractScene(Dice dice) : IScene
{
    private static readonly uint[][] Inks =
    [
        [0x0B132B, 0x1C2541, 0x3A506B, 0x5BC0BE, 0xF4F1DE], [0x2B0A3D, 0x6A1B4D, 0xC8553D, 0xF2A65A, 0xFBEED6],
        [0x081C15, 0x1B4332, 0x40916C, 0xB7C68B, 0xF4F0D9], [0x14213D, 0x274C77, 0x6096BA, 0xE7C9A9, 0xFAF3E8],
        [0x1A1423, 0x3D314A, 0x96527A, 0xE5989B, 0xFFE3DC], [0x0A1128, 0x034078, 0x1282A2, 0xF3C677, 0xFEFCFB],
    ];

    private readonly Noise _noise = dice.Noise();

    public void Paint(Canvas canvas)
    {
        var ramp = Ramp(dice.Pick(Inks), dice.Chance(0.4f));
        var gold = Tone.Hex(0xE9C46A);
        var (zoom, fold, angle) = (dice.Between(0.9f, 1.6f), dice.Between(1.3f, 2.1f), dice.Between(0, 6.28f));
        var (sin, cos) = MathF.SinCos(angle);
        var heights = new float[canvas.Width * canvas.Height];
        var tones = new float[heights.Length];
        for (var py = 0; py < canvas.Height; py++)
        {
            for (var px = 0; px < canvas.Width; px++)
            {
                var (x0, y0) = ((px + 0.5f) * canvas.Pixel * zoom, (py + 0.5f) * canvas.Pixel * zoom);
                var (x, y) = ((x0 * cos) - (y0 * sin), (x0 * sin) + (y0 * cos));
                var (qx, qy) = (_noise.Fractal(x, y * 0.7f, 3), _noise.Fractal(x + 5.2f, (y * 0.7f) + 1.3f, 3));
                var (rx, ry) = (_noise.Fractal(x + (fold * qx) + 1.7f, y + (fold * qy) + 9.2f, 3), _noise.Fractal(x + (fold * qx) + 8.3f, y + (fold * qy) + 2.8f, 3));
                var value = _noise.Fractal(x + (fold * rx), y + (fold * ry), 4);
                var i = (py * canvas.Width) + px;
                heights[i] = value + (0.4f * ry);
                tones[i] = 0.5f + (0.62f * value) + (0.5f * qx) + (0.28f * MathF.Sin((value * 9) + (rx * 5)));
            }
        }
        Light(canvas, heights, tones, ramp, gold);
    }

    private static void Light(Canvas canvas, float[] heights, float[] tones, Vector3[] ramp, Vector3 gold)
    {
        var relief = canvas.Height / 7.5f;
        for (var py = 0; py < canvas.Height; py++)
        {
            var row = canvas.Row(py);
            for (var px = 0; px < row.Length; px++)
            {
                var i = (py * canvas.Width) + px;
                var right = heights[px + 1 < row.Length ? i + 1 : i];
                var below = heights[py + 1 < canvas.Height ? i + canvas.Width : i];
                var (slopeX, slopeY) = ((right - heights[i]) * relief, (below - heights[i]) * relief);
                var facing = ((slopeX * 0.55f) + (slopeY * 0.8f)) / MathF.Sqrt(1 + (slopeX * slopeX) + (slopeY * slopeY));
                var color = ramp[(int)(Math.Clamp(tones[i], 0, 1) * (ramp.Length - 1))];
                color *= 1 + (facing * 0.55f);
                var vein = MathF.Exp(-MathF.Pow((Frac(heights[i] * 3.2f) - 0.5f) * 34, 2));
                color = Vector3.Lerp(color, gold * (0.8f + (facing * 0.6f)), vein * 0.6f * Shapes.Smooth(0.5f, 0.7f, tones[i]));
                row[px] = Vector3.Max(color + new Vector3(MathF.Pow(Math.Max(0, facing), 10) * 0.7f), Vector3.Zero);
            }
        }
    }

    private static float Frac(float value) => value - MathF.Floor(value);

    private static Vector3[] Ramp(uint[] inks, bool isReversed)
    {
        var colors = inks.Select(Tone.Hex).ToArray();
        if (isReversed)
            Array.Reverse(colors);
        var ramp = new Vector3[1024];
        for (var i = 0; i < ramp.Length; i++)
        {
            var t = i / 1023f * (colors.Length - 1);
            var j = Math.Min((int)t, colors.Length - 2);
            ramp[i] = Tone.Mix(colors[j], colors[j + 1], Shapes.Smooth(0, 1, t - j));
        }
        return ramp;
    }
}
