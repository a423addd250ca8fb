using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Looks;

/// <summary>What of a picture is compared: its shape and its colours.</summary>
internal sealed record Look(ulong Shape, IReadOnlyList<PaletteColour> Colours)
{
    /// <param name="picture">An encoded picture; a thumbnail is enough.</param>
    /// <exception cref="VipsException">It is damaged, or no picture.</exception>
    internal static Look Of(ReadOnlyMemory<byte> picture)
    {
        using var source = new VipsSource(picture);
        // Both sides to the same length: what matters is what stands where, not how wide it is.
        using var shrink = new VipsOperation("thumbnail_buffer").With("buffer", source).With("width", PerceptualHash.Side).With("height", PerceptualHash.Side).With("size", "force");
        using var lazy = shrink.RunToImage();
        using var small = lazy.Compute();
        return Of(small.ToRgba());
    }

    internal double PaletteDistance(Look other) => Palette.Distance(Colours, other.Colours);

    internal double Likeness(Look other) => PerceptualHash.Likeness(Shape, other.Shape);

    private static Look Of(byte[] rgba)
    {
        var (greys, colours) = (new double[rgba.Length / 4], new Oklab[rgba.Length / 4]);
        for (var at = 0; at < greys.Length; at++)
        {
            var pixel = rgba.AsSpan(at * 4, 4);
            greys[at] = (0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2]);
            colours[at] = Oklab.Of(pixel[0], pixel[1], pixel[2]);
        }

        return new Look(PerceptualHash.Of(greys), Palette.Of(colours));
    }
}
