using System.Buffers;
using System.Runtime.InteropServices;

namespace ComfyStudio.Thumbnailer.Vips;

/// <summary>
/// The bytes of an encoded image, held still for libvips. Decoding is lazy, so it must outlive every image made from it. Memory
/// rather than a path: a file that another program cuts short while it is mapped would end the process.
/// </summary>
internal sealed unsafe class VipsSource : IDisposable
{
    private readonly int _length;
    private MemoryHandle _bytes;

    internal VipsSource(ReadOnlyMemory<byte> bytes)
    {
        _length = bytes.Length;
        _bytes = bytes.Pin();
        Blob = LibVips.NewBlob(free: 0, _bytes.Pointer, (nuint)_length);
    }

    internal nint Blob { get; private set; }

    /// <summary>The operation that loads it.</summary>
    /// <exception cref="VipsException">It is in no format that we open.</exception>
    internal string FindLoader() =>
        Marshal.PtrToStringUTF8(LibVips.FindLoader(_bytes.Pointer, (nuint)_length)) is { } type
            ? type
            : throw VipsException.Take("format");

    public void Dispose()
    {
        if (Blob == 0)
            return;
        LibVips.UnrefBlob(Blob);
        Blob = 0;
        _bytes.Dispose();
    }
}
