using System.Numerics;

namespace ComfyStudio.Simulator.Painting;

/// <summary>From light to a picture: bloom, highlights, colour, vignette, grain. The grain also breaks up banding.</summary>
internal static class Developer
{
    private const int CurveSize = 4096;

    public static Picture Develop(Canvas canvas, Finish finish, uint seed)
    {
        if (finish.Bloom > 0)
            Bloom.Apply(canvas, finish.Bloom);
        var curve = Curve(finish);
        var rgb = new byte[canvas.Width * canvas.Height * 3];
        var (middleX, middleY) = (canvas.Width / 2f, canvas.Height / 2f);
        var reach = 1 / ((middleX * middleX) + (middleY * middleY));
        var state = seed | 1;
        for (var y = 0; y < canvas.Height; y++)
        {
            var row = canvas.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var (dx, dy) = (x - middleX, y - middleY);
                var corner = ((dx * dx) + (dy * dy)) * reach;
                var color = row[x] * (1 - (finish.Vignette * corner * corner) - (finish.Vignette * 0.35f * corner));
                color = Vector3.Max(Vector3.Lerp(new Vector3(Tone.Luminance(color)), color, finish.Saturation), Vector3.Zero);
                var grain = Grain(ref state) * finish.Grain;
                var i = ((y * canvas.Width) + x) * 3;
                rgb[i] = ToByte(curve, color.X, grain);
                rgb[i + 1] = ToByte(curve, color.Y, grain);
                rgb[i + 2] = ToByte(curve, color.Z, grain);
            }
        }
        return new Picture(canvas.Width, canvas.Height, rgb);
    }

    private static byte ToByte(float[] curve, float linear, float grain)
    {
        // Square root spacing puts the table's entries where the eye sees steps.
        var at = MathF.Sqrt(linear / 4) * (CurveSize - 2);
        var i = Math.Min((int)at, CurveSize - 2);
        var value = curve[i] + ((curve[i + 1] - curve[i]) * Math.Min(at - i, 1));
        return (byte)Math.Clamp(((value + grain) * 255) + 0.5f, 0, 255);
    }

    // Triangular noise around 0.
    private static float Grain(ref uint state)
    {
        state = (state * 1_664_525) + 1_013_904_223;
        var a = state >> 16;
        state = (state * 1_664_525) + 1_013_904_223;
        return ((a + (state >> 16)) / 65_535f) - 1;
    }

    private static float[] Curve(Finish finish)
    {
        var curve = new float[CurveSize];
        for (var i = 0; i < CurveSize; i++)
        {
            var t = i / (CurveSize - 2f);
            var linear = t * t * 4;
            // Highlights roll off instead of clipping.
            var soft = linear < 0.75f ? linear : 0.75f + (0.25f * (1 - MathF.Exp(-(linear - 0.75f) / 0.25f)));
            var screen = Tone.Encode(soft);
            screen = 0.5f + ((screen - 0.5f) * finish.Contrast) - ((finish.Contrast - 1) * 0.04f);
            if (finish.Tones > 0)
                screen = Posterize(screen, finish.Tones);
            curve[i] = Math.Clamp(screen, 0, 1);
        }
        return curve;
    }

    private static float Posterize(float value, int tones)
    {
        var scaled = value * tones;
        var step = MathF.Floor(scaled);
        return (step + Shapes.Smooth(0.35f, 0.65f, scaled - step)) / tones;
    }
}
