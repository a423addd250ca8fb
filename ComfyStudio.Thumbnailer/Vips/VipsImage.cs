using System.Runtime.InteropServices;

namespace ComfyStudio.Thumbnailer.Vips;

/// <summary>One reference to an image of libvips. Lazy: pixels are made when somebody asks for them.</summary>
internal sealed class VipsImage : SafeHandle
{
    internal VipsImage(nint image)
        : base(0, ownsHandle: true) => SetHandle(image);

    public override bool IsInvalid => handle == 0;

    internal int Width => LibVips.GetWidth(this);

    internal int Height => LibVips.GetHeight(this);

    /// <summary>Makes the pixels, all of them, so that they can be used more than once.</summary>
    internal VipsImage Compute()
    {
        var computed = LibVips.CopyToMemory(this);
        return computed != 0 ? new VipsImage(computed) : throw VipsException.Take("decode");
    }

    protected override bool ReleaseHandle()
    {
        LibVips.Unref(handle);
        return true;
    }
}
