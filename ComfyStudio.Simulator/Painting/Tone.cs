using System.Numerics;

namespace ComfyStudio.Simulator.Painting;

/// <summary>Colours in linear light, mixed the way the eye does (OKLab).</summary>
internal static class Tone
{
    private static readonly float[] ToLinear = [.. Enumerable.Range(0, 256).Select(i => Decode(i / 255f))];

    public static Vector3 Hex(uint rgb) => new(ToLinear[(rgb >> 16) & 255], ToLinear[(rgb >> 8) & 255], ToLinear[rgb & 255]);

    public static Vector3 FromBytes(byte red, byte green, byte blue) => new(ToLinear[red], ToLinear[green], ToLinear[blue]);

    public static float Luminance(Vector3 color) => Vector3.Dot(color, new Vector3(0.2126f, 0.7152f, 0.0722f));

    public static Vector3 Mix(Vector3 a, Vector3 b, float t) => FromLab(Vector3.Lerp(ToLab(a), ToLab(b), Math.Clamp(t, 0, 1)));

    /// <summary>Turns the hue by an angle and scales the colourfulness.</summary>
    public static Vector3 Turn(Vector3 color, float radians, float chroma)
    {
        var lab = ToLab(color);
        var (sin, cos) = MathF.SinCos(radians);
        return Vector3.Max(Vector3.Zero, FromLab(new Vector3(
            lab.X, chroma * ((lab.Y * cos) - (lab.Z * sin)), chroma * ((lab.Y * sin) + (lab.Z * cos)))));
    }

    public static Vector3 ToLab(Vector3 c)
    {
        var l = MathF.Cbrt((0.4122214708f * c.X) + (0.5363325363f * c.Y) + (0.0514459929f * c.Z));
        var m = MathF.Cbrt((0.2119034982f * c.X) + (0.6806995451f * c.Y) + (0.1073969566f * c.Z));
        var s = MathF.Cbrt((0.0883024619f * c.X) + (0.2817188376f * c.Y) + (0.6299787005f * c.Z));
        return new Vector3(
            (0.2104542553f * l) + (0.7936177850f * m) - (0.0040720468f * s),
            (1.9779984951f * l) - (2.4285922050f * m) + (0.4505937099f * s),
            (0.0259040371f * l) + (0.7827717662f * m) - (0.8086757660f * s));
    }

    public static Vector3 FromLab(Vector3 lab)
    {
        var l = lab.X + (0.3963377774f * lab.Y) + (0.2158037573f * lab.Z);
        var m = lab.X - (0.1055613458f * lab.Y) - (0.0638541728f * lab.Z);
        var s = lab.X - (0.0894841775f * lab.Y) - (1.2914855480f * lab.Z);
        (l, m, s) = (l * l * l, m * m * m, s * s * s);
        return new Vector3(
            (4.0767416621f * l) - (3.3077115913f * m) + (0.2309699292f * s),
            (-1.2684380046f * l) + (2.6097574011f * m) - (0.3413193965f * s),
            (-0.0041960863f * l) - (0.7034186147f * m) + (1.7076147010f * s));
    }

    /// <summary>Linear light to the 0–1 of a screen.</summary>
    public static float Encode(float linear) =>
        linear <= 0.0031308f ? 12.92f * linear : (1.055f * MathF.Pow(linear, 1 / 2.4f)) - 0.055f;

    private static float Decode(float screen) =>
        screen <= 0.04045f ? screen / 12.92f : MathF.Pow((screen + 0.055f) / 1.055f, 2.4f);
}
