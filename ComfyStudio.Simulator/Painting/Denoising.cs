namespace ComfyStudio.Simulator.Painting;

/// <summary>How a picture looks on the way: coloured noise in which the large shapes show first.</summary>
internal static class Denoising
{
    public static Picture At(Picture sketch, ulong seed, double done)
    {
        var clean = (float)Math.Pow(Math.Clamp(done, 0, 1), 1.4);
        var rgb = new byte[sketch.Rgb.Length];
        for (var i = 0; i < rgb.Length; i++)
        {
            var noise = 127.5f + (Gauss(seed, i) * 70);
            rgb[i] = (byte)Math.Clamp((sketch.Rgb[i] * clean) + (noise * (1 - clean)), 0, 255);
        }
        return new Picture(sketch.Width, sketch.Height, rgb);
    }

    // Four uniform numbers added up are near enough to a bell curve.
    private static float Gauss(ulong seed, int index)
    {
        var bits = (seed + (ulong)index + 1) * 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits ^= bits >> 27;
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum / 65535f) - 2) * 1.2f;
    }
}
