using ComfyStudio.Images.Formats;
using ComfyStudio.Thumbnailer.Vips;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>Pixels in, WebP out: upright, sRGB, without metadata, never larger than the original.</summary>
internal sealed class ThumbnailRenderer(IOptions<ThumbnailOptions> options)
{
    // A PNG is decoded whole whatever size is asked for, so what was opened for its header may as well be read on.
    private const string PngLoader = "VipsForeignLoadPng";

    // Before 8.15 the option that drops metadata had another name.
    private static readonly Version KeepOption = new(8, 15);

    /// <summary>Decodes once and makes every size.</summary>
    /// <param name="sizes">Longest sides in pixels.</param>
    /// <exception cref="VipsException">The image is damaged, or in no format that we open.</exception>
    /// <exception cref="ImageTooLargeException">It has more pixels than we decode.</exception>
    internal RenderedImage Render(ReadOnlyMemory<byte> image, IEnumerable<int> sizes)
    {
        using var source = new VipsSource(image);
        using var opened = Open(source);

        var made = new Dictionary<int, byte[]>();
        VipsImage? last = null;
        byte[] encoded = [];
        try
        {
            // Each size is made from the one above it: the decode is what costs. A small image is the same at several.
            foreach (var size in sizes.OrderDescending())
            {
                if (last is null || Math.Max(last.Width, last.Height) > size)
                    encoded = Encode(last = Smaller(opened, last, size));
                made[size] = encoded;
            }

            return new RenderedImage(made, Placeholder.Of(last ??= ShrinkFirst(opened, ThumbHash.MaxSide)));
        }
        finally
        {
            last?.Dispose();
        }
    }

    private static VipsImage Smaller(Opened opened, VipsImage? larger, int size)
    {
        using (larger)
            return larger is null ? ShrinkFirst(opened, size) : ShrinkFurther(larger, size);
    }

    // Opening reads the header only.
    private Opened Open(VipsSource source)
    {
        var loader = source.FindLoader();
        using var load = new VipsOperation(loader).With("buffer", source).With("access", "sequential").With("fail-on", "error");
        var header = load.RunToImage();
        var (width, height) = (header.Width, header.Height);
        if ((long)width * height <= options.Value.MaxPixels)
            return new Opened(source, header, ShrinksOnLoad: !loader.StartsWith(PngLoader, StringComparison.Ordinal));
        header.Dispose();
        throw new ImageTooLargeException($"The image has {width} × {height} pixels; at most {options.Value.MaxPixels} are decoded.");
    }

    private static VipsImage ShrinkFirst(Opened opened, int size)
    {
        // thumbnail_buffer takes a fail-on of its own and does not pass it on (libvips issue 5195), so the loader is told directly.
        using var operation = Shrink(
            opened.ShrinksOnLoad
                ? new VipsOperation("thumbnail_buffer").With("buffer", opened.Source).With("option-string", "[fail-on=error]")
                : new VipsOperation("thumbnail_image").With("in", opened.Header),
            size);

        // Asked of an image that is sRGB already, the conversion changes nothing and takes as long as all the rest.
        if (opened.Header.HasColourProfile || opened.Header.IsCmyk)
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

    /// <param name="Header">Its pixels can be read once, from the top.</param>
    /// <param name="ShrinksOnLoad">Its decoder makes smaller pictures with less work, and has to know the size from the start.</param>
    private sealed record Opened(VipsSource Source, VipsImage Header, bool ShrinksOnLoad) : IDisposable
    {
        public void Dispose() => Header.Dispose();
    }
}

/// <param name="Sizes">WebP by longest side.</param>
/// <param name="Placeholder">Its <see cref="ThumbHash"/>.</param>
internal sealed record RenderedImage(IReadOnlyDictionary<int, byte[]> Sizes, byte[] Placeholder)
{
    internal byte[] this[int size] => Sizes[size];
}

internal sealed class ImageTooLargeException(string message) : Exception(message);
