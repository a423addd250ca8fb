namespace ComfyStudio.Thumbnailer.Looks;

/// <summary>A colour as eyes measure it: equal distances look equally far apart. Lightness from 0 to 1.</summary>
internal readonly record struct Oklab(double L, double A, double B)
{
    internal static Oklab Of(byte red, byte green, byte blue)
    {
        var (r, g, b) = (Linear(red), Linear(green), Linear(blue));
        var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        return new Oklab(
            (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s),
            (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s),
            (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
    }

    internal double To(Oklab other) => Math.Sqrt(Square(L - other.L) + Square(A - other.A) + Square(B - other.B));

    private static double Linear(byte value) => value / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);

    private static double Square(double value) => value * value;
}
