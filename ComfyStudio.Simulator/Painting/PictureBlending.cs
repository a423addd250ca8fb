namespace ComfyStudio.Simulator.Painting;

/// <summary>Pixel by pixel arithmetic of the image nodes.</summary>
internal static class PictureBlending
{
    public static Picture Invert(Picture picture) =>
        new(picture.Width, picture.Height, [.. picture.Rgb.Select(value => (byte)(255 - value))]);

    public static Picture Blend(Picture first, Picture second, float factor, string mode)
    {
        var rgb = new byte[first.Rgb.Length];
        for (var i = 0; i < rgb.Length; i++)
        {
            var (a, b) = (first.Rgb[i] / 255f, second.Rgb[i] / 255f);
            var blended = (a * (1 - factor)) + (Mix(a, b, mode) * factor);
            rgb[i] = (byte)Math.Clamp((blended * 255) + 0.5f, 0, 255);
        }
        return new Picture(first.Width, first.Height, rgb);
    }

    private static float Mix(float a, float b, string mode) => mode switch
    {
        "multiply" => a * b,
        "screen" => 1 - ((1 - a) * (1 - b)),
        "overlay" => a <= 0.5f ? 2 * a * b : 1 - (2 * (1 - a) * (1 - b)),
        "soft_light" => b <= 0.5f ? a - ((1 - (2 * b)) * a * (1 - a)) : a + (((2 * b) - 1) * (MathF.Sqrt(a) - a)),
        "difference" => a - b,
        _ => b,
    };
}
