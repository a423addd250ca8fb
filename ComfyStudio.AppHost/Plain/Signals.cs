using System.Runtime.InteropServices;

namespace ComfyStudio.AppHost.Plain;

/// <summary>Signals to whole process groups, which the framework cannot send.</summary>
internal static partial class Signals
{
    private const int Kill = 9;
    private const int Terminate = 15;

    public static void TerminateGroup(int group) => Send(-group, Terminate);

    public static void KillGroup(int group) => Send(-group, Kill);

    // The answer is of no use: a group that is gone needs no signal.
    private static void Send(int target, int signal) => _ = SendSignal(target, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int target, int signal);

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int ParentProcess();
}
