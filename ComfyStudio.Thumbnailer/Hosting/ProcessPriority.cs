using System.ComponentModel;
using System.Diagnostics;

namespace ComfyStudio.Thumbnailer.Hosting;

/// <summary>Where processors are scarce, pictures come first and thumbnails after them.</summary>
internal static class ProcessPriority
{
    public static void Lower()
    {
        try
        {
            using var self = Process.GetCurrentProcess();
            self.PriorityClass = ProcessPriorityClass.Idle;
        }
        catch (Exception exception) when (exception is Win32Exception or PlatformNotSupportedException)
        {
            // Somebody gave it a lower one already.
        }
    }
}
