using ComfyStudio.Testing.Images;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Tests.Vips;

/// <summary>Pictures that need more than a PNG writer, made by libvips itself, and a look into those that came out.</summary>
internal static class TestPictures
{
    /// <param name="operation">Its last argument is the image to be saved.</param>
    internal static byte[] Save(string operation, byte[] png, params (string Argument, string Value)[] arguments)
    {
        using var source = new VipsSource(png);
        using var load = new VipsOperation("pngload_buffer").With("buffer", source);
        using var image = load.RunToImage();
        using var save = new VipsOperation(operation).With("in", image);
        foreach (var (argument, value) in arguments)
            save.With(argument, value);
        return save.RunToBytes();
    }

    /// <summary>A JPEG whose stored pixels lie on their side: EXIF orientation 6 asks to turn them a quarter to the right.</summary>
    internal static byte[] RotatedJpeg(int storedWidth, int storedHeight)
    {
        var jpeg = Save("jpegsave_buffer", TestPng.Make(storedWidth, storedHeight));
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8,
            (byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0,
            1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0,
            0, 0, 0, 0,
        ];
        return [.. jpeg.AsSpan(0, 2), .. exif, .. jpeg.AsSpan(2)];
    }

    /// <summary>The same colours, stored in the wider space that it names in its profile.</summary>
    internal static byte[] InDisplayP3(byte[] png)
    {
        using var source = new VipsSource(png);
        using var load = new VipsOperation("pngload_buffer").With("buffer", source);
        using var image = load.RunToImage();
        using var convert = new VipsOperation("icc_transform").With("in", image).With("output-profile", "p3").With("input-profile", "srgb");
        using var wide = convert.RunToImage();
        using var save = new VipsOperation("pngsave_buffer").With("in", wide);
        return save.RunToBytes();
    }

    internal static byte[] Grey(int width, int height)
    {
        using var source = new VipsSource(TestPng.Make(width, height));
        using var load = new VipsOperation("pngload_buffer").With("buffer", source);
        using var image = load.RunToImage();
        using var grey = new VipsOperation("colourspace").With("in", image).With("space", "b-w").RunToImage();
        using var save = new VipsOperation("pngsave_buffer").With("in", grey);
        return save.RunToBytes();
    }

    internal static VipsImage Open(byte[] picture)
    {
        using var source = new VipsSource(picture);
        using var load = new VipsOperation(source.FindLoader()).With("buffer", source);
        using var lazy = load.RunToImage();
        return lazy.Compute();
    }

    internal static (int Width, int Height) Size(byte[] webp)
    {
        using var image = Open(webp);
        return (image.Width, image.Height);
    }

    internal static IReadOnlyList<double> Pixel(byte[] webp, int x, int y)
    {
        using var image = Open(webp);
        using var cut = new VipsOperation("extract_area").With("input", image).With("left", x).With("top", y).With("width", 1).With("height", 1);
        using var pixel = cut.RunToImage();
        using var save = new VipsOperation("rawsave_buffer").With("in", pixel);
        return [.. save.RunToBytes().Select(value => (double)value)];
    }
}
