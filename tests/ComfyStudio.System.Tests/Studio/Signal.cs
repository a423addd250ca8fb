using System.Runtime.InteropServices;

namespace ComfyStudio.SystemTests.Studio;

internal static partial class Signal
{
    private const int Term = 15;
    private const int Kill = 9;

    public static void Terminate(int processId) => _ = Send(processId, Term);

    public static void KillNow(int processId) => _ = Send(processId, Kill);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int processId, int signal);
}
