using ComfyStudio.Images.Formats;
using ComfyStudio.Thumbnailer.Vips;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>Pixels in, WebP out: upright, sRGB, without metadata, never larger than the original.</summary>
internal sealed class ThumbnailRenderer(IOptions<ThumbnailOptions> options)
{
    // Before 8.15 the option that drops metadata had another name.
    private static readonly Version KeepOption = new(8, 15);

    /// <summary>Decodes once and makes every size.</summary>
    /// <param name="sizes">Longest sides in pixels.</param>
    /// <exception cref="VipsException">The image is damaged, or in no format that we open.</exception>
    /// <exception cref="ImageTooLargeException">It has more pixels than we decode.</exception>
    internal RenderedImage Render(ReadOnlyMemory<byte> image, IEnumerable<int> sizes)
    {
        using var source = new VipsSource(image);
        var needsConversion = Examine(source);

        var made = new Dictionary<int, byte[]>();
        VipsImage? last = null;
        byte[] encoded = [];
        try
        {
            // Each size is made from the one above it: the decode is what costs. A small image is the same at several.
            foreach (var size in sizes.OrderDescending())
            {
                if (last is null || Math.Max(last.Width, last.Height) > size)
                    encoded = Encode(last = Smaller(source, last, size, needsConversion));
                made[size] = encoded;
            }

            return new RenderedImage(made, Placeholder.Of(last ??= ShrinkOnLoad(source, ThumbHash.MaxSide, needsConversion)));
        }
        finally
        {
            last?.Dispose();
        }
    }

    private static VipsImage Smaller(VipsSource source, VipsImage? larger, int size, bool needsConversion)
    {
        using (larger)
            return larger is null ? ShrinkOnLoad(source, size, needsConversion) : ShrinkFurther(larger, size);
    }

    // Opening reads the header only.
    private bool Examine(VipsSource source)
    {
        using var load = new VipsOperation(source.FindLoader()).With("buffer", source);
        using var header = load.RunToImage();
        var (width, height) = (header.Width, header.Height);
        if ((long)width * height > options.Value.MaxPixels)
            throw new ImageTooLargeException($"The image has {width} × {height} pixels; at most {options.Value.MaxPixels} are decoded.");
        return header.HasColourProfile || header.IsCmyk;
    }

    private static VipsImage ShrinkOnLoad(VipsSource source, int size, bool needsConversion)
    {
        // thumbnail_buffer takes a fail-on of its own and does not pass it on (libvips issue 5195), so the loader is told directly.
        using var operation = Shrink(new VipsOperation("thumbnail_buffer").With("buffer", source), size).With("option-string", "[fail-on=error]");

        // Asked of an image that is sRGB already, the conversion changes nothing and takes as long as all the rest.
        if (needsConversion)
            operation.With("export-profile", "srgb");
        using var lazy = operation.RunToImage();
        return lazy.Compute();
    }

    private static VipsImage ShrinkFurther(VipsImage larger, int size)
    {
        using var operation = Shrink(new VipsOperation("thumbnail_image").With("in", larger), size);
        using var lazy = operation.RunToImage();
        return lazy.Compute();
    }

    private static VipsOperation Shrink(VipsOperation thumbnail, int size) =>
        thumbnail.With("width", size).With("height", size).With("size", "down");

    private byte[] Encode(VipsImage image)
    {
        using var save = new VipsOperation("webpsave_buffer")
            .With("in", image).With("Q", options.Value.Quality).With("effort", options.Value.Effort);
        return (VipsLibrary.LoadedVersion < KeepOption ? save.With("strip", "true") : save.With("keep", "none")).RunToBytes();
    }
}

/// <param name="Sizes">WebP by longest side.</param>
/// <param name="Placeholder">Its <see cref="ThumbHash"/>.</param>
internal sealed record RenderedImage(IReadOnlyDictionary<int, byte[]> Sizes, byte[] Placeholder)
{
    internal byte[] this[int size] => Sizes[size];
}

internal sealed class ImageTooLargeException(string message) : Exception(message);
