using System.Runtime.InteropServices;

namespace ComfyStudio.Thumbnailer.Vips;

/// <summary>
/// Memory of the size that one picture takes is kept for the next one. Left to itself, the C library of most Linux systems gives it back each
/// time and has the kernel clear it anew: a twentieth of a thumbnail's time. What is larger than that goes back as before.
/// </summary>
internal static unsafe class NativeHeap
{
    // M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of malloc.h.
    private const int GiveBackFrom = -1;
    private const int ApartFrom = -3;

    private const int Kept = 16 * 1024 * 1024;
    private const int Large = 4 * 1024 * 1024;

    /// <summary>Other C libraries have no such setting, and nothing to be told.</summary>
    internal static void KeepPictures()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out var library) || !NativeLibrary.TryGetExport(library, "mallopt", out var address))
            return;
        var set = (delegate* unmanaged[Cdecl]<int, int, int>)address;
        _ = set(GiveBackFrom, Kept);
        _ = set(ApartFrom, Large);
    }
}
