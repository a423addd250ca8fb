using System.Runtime.InteropServices;

namespace ComfyStudio.Thumbnailer.Vips;

/// <summary>One reference to an image of libvips. Lazy: pixels are made when somebody asks for them.</summary>
internal sealed class VipsImage : SafeHandle
{
    // VIPS_INTERPRETATION_CMYK
    private const int Cmyk = 15;

    // VIPS_INTERPRETATION_sRGB
    private const int Srgb = 22;

    internal VipsImage(nint image)
        : base(0, ownsHandle: true) => SetHandle(image);

    public override bool IsInvalid => handle == 0;

    internal int Width => LibVips.GetWidth(this);

    internal int Height => LibVips.GetHeight(this);

    /// <param name="pixels">Three bytes each, row after row; copied.</param>
    internal static unsafe VipsImage OfRgb(ReadOnlySpan<byte> pixels, int width, int height)
    {
        const int bands = 3;
        fixed (byte* first = pixels[..(width * height * bands)])
        {
            var image = LibVips.NewFromMemory(first, (nuint)(width * height * bands), width, height, bands, format: 0);
            return image != 0 ? new VipsImage(image) : throw VipsException.Take("page");
        }
    }

    internal bool HasColourProfile => LibVips.TypeOfField(this, "icc-profile-data") != 0;

    internal bool IsCmyk => LibVips.GetInterpretation(this) == Cmyk;

    /// <summary>Makes the pixels, all of them, so that they can be used more than once.</summary>
    internal VipsImage Compute()
    {
        var computed = LibVips.CopyToMemory(this);
        return computed != 0 ? new VipsImage(computed) : throw VipsException.Take("decode");
    }

    /// <summary>Its parts from the top to the bottom, all of one height, each good until the next. Its pixels must have been made.</summary>
    internal IEnumerable<VipsImage> Cut(int parts)
    {
        var height = Height / parts;
        for (var part = 0; part < parts; part++)
        {
            using var cut = new VipsOperation("extract_area").With("input", this).With("left", 0).With("top", part * height).With("width", Width).With("height", height);
            using var lazy = cut.RunToImage();
            using var computed = lazy.Compute();
            yield return computed;
        }
    }

    /// <summary>Its pixels as four bytes each: red, green, blue, alpha. They must have been made (<see cref="Compute"/>).</summary>
    internal unsafe byte[] ToRgba()
    {
        if (TryReadColours(out var own, out var bands))
            return WithAlpha(own, bands);
        using var colours = new VipsOperation("colourspace").With("in", this).With("space", "srgb").RunToImage();
        var pixels = LibVips.WriteToMemory(colours, out var length);
        if (pixels == 0)
            throw VipsException.Take("pixels");
        try
        {
            return WithAlpha(new ReadOnlySpan<byte>((void*)pixels, checked((int)length)), LibVips.GetBands(colours));
        }
        finally
        {
            LibVips.Free(pixels);
        }
    }

    /// <summary>Its pixels where they are, for as long as the image lives: red, green, blue and perhaps alpha. False when they are kept otherwise.</summary>
    /// <param name="bands">Bytes of a pixel, 3 or more.</param>
    internal unsafe bool TryReadColours(out ReadOnlySpan<byte> pixels, out int bands)
    {
        bands = LibVips.GetBands(this);
        var data = LibVips.GetFormat(this) == 0 && LibVips.GetInterpretation(this) == Srgb && bands >= 3 ? LibVips.GetData(this) : 0;
        pixels = data == 0 ? default : new ReadOnlySpan<byte>((void*)data, Width * Height * bands);
        return data != 0;
    }

    /// <summary>Its values as they are, row after row.</summary>
    internal unsafe byte[] ToBytes()
    {
        var pixels = LibVips.WriteToMemory(this, out var length);
        if (pixels == 0)
            throw VipsException.Take("pixels");
        try
        {
            return new ReadOnlySpan<byte>((void*)pixels, checked((int)length)).ToArray();
        }
        finally
        {
            LibVips.Free(pixels);
        }
    }

    protected override bool ReleaseHandle()
    {
        LibVips.Unref(handle);
        return true;
    }

    private static byte[] WithAlpha(ReadOnlySpan<byte> pixels, int bands)
    {
        var rgba = new byte[pixels.Length / bands * 4];
        for (int from = 0, to = 0; to < rgba.Length; from += bands, to += 4)
        {
            pixels.Slice(from, Math.Min(bands, 3)).CopyTo(rgba.AsSpan(to));
            rgba[to + 3] = bands > 3 ? pixels[from + 3] : byte.MaxValue;
        }

        return rgba;
    }
}
