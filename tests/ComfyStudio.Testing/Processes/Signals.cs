using System.Runtime.InteropServices;

namespace ComfyStudio.Testing.Processes;

/// <summary>kill(2). Not on Windows.</summary>
internal static partial class Signals
{
    public const int Terminate = 15;
    public const int Stop = 19;
    public const int Continue = 18;

    public static void Send(int processId, int signal) => _ = Kill(processId, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
