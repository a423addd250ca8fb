using System.Buffers.Binary;
using System.Security.Cryptography;
using ComfyStudio.Thumbnailer.Thumbnails;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Pixels;

/// <summary>All pixels of an image as its file holds them: not turned, not converted. Every frame of one that moves.</summary>
internal sealed unsafe class DecodedPixels : IDisposable
{
    /// <summary>Two of them are in memory at once.</summary>
    internal const long MostPixels = 40_000_000;

    private readonly int _length;
    private nint _pixels;

    private DecodedPixels(VipsImage image)
    {
        (Width, Height, Bands, Format) = (image.Width, image.Height, LibVips.GetBands(image), LibVips.GetFormat(image));
        _pixels = LibVips.WriteToMemory(image, out var length);
        if (_pixels == 0)
            throw VipsException.Take("pixels");
        _length = checked((int)length);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal int Bands { get; }

    /// <summary>0 for one byte in each channel.</summary>
    internal int Format { get; }

    internal ReadOnlySpan<byte> Bytes => new((void*)_pixels, _length);

    /// <exception cref="VipsException">The image is damaged, or in no format that we open.</exception>
    /// <exception cref="ImageTooLargeException">It has more pixels than we decode.</exception>
    internal static DecodedPixels Of(ReadOnlyMemory<byte> file)
    {
        using var source = new VipsSource(file);
        var loader = source.FindLoader();
        using var load = new VipsOperation(loader).With("buffer", source).With("fail-on", "error");
        if (loader.StartsWith("gif", StringComparison.Ordinal) || loader.StartsWith("webp", StringComparison.Ordinal))
            load.With("n", "-1");
        using var image = load.RunToImage();
        if ((long)image.Width * image.Height > MostPixels)
            throw new ImageTooLargeException($"The image has {image.Width} × {image.Height} pixels; at most {MostPixels} are compared.");
        return new DecodedPixels(image);
    }

    internal string Hash()
    {
        Span<byte> shape = stackalloc byte[16];
        foreach (var (place, number) in new[] { Width, Height, Bands, Format }.Index())
            BinaryPrimitives.WriteInt32LittleEndian(shape[(place * 4)..], number);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(shape);
        hash.AppendData(Bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        LibVips.Free(_pixels);
        _pixels = 0;
    }
}
