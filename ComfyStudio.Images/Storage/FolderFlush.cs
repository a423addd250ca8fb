using System.Runtime.InteropServices;

namespace ComfyStudio.Images.Storage;

/// <summary>
/// Makes a rename durable: on Unix the new name is only on the disk once the folder itself was flushed, and .NET opens no folders.
/// </summary>
internal static partial class FolderFlush
{
    private const int ReadOnly = 0;

    /// <summary>Does its best: some network file systems refuse it, and a refused flush is no reason to lose the file.</summary>
    internal static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
            return;
        _ = Fsync(descriptor);
        _ = Close(descriptor);
    }

    // open(2) takes its third argument only when it creates a file, so this call passes none.
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
