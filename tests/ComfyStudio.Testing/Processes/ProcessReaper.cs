using System.Diagnostics;

namespace ComfyStudio.Testing.Processes;

/// <summary>
/// Kills what this process started, should this process itself be killed: the kernel closes its end of the pipe then, and the shell at the
/// other end acts. It knows its own by a mark in their environment, so it never hits a stranger that got the same number.
/// </summary>
public static class ProcessReaper
{
    private const string MarkName = "COMFYSTUDIO_STARTED_BY";

    private const string Script = """
        trap '' TERM INT HUP
        known=''
        while read -r id; do known="$known $id"; done
        for id in $known; do grep -qz "$0" "/proc/$id/environ" && kill -s KILL "$id"; done 2>/dev/null
        """;

    private static readonly string Mark = $"{Environment.ProcessId}-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
    private static readonly Lock Gate = new();
    private static StreamWriter? _pipe;

    /// <summary>Starts a process that does not outlive this one.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        start.Environment[MarkName] = Mark;
        var process = Process.Start(start)!;
        if (!OperatingSystem.IsWindows())
            Watch(process.Id);
        return process;
    }

    private static void Watch(int processId)
    {
        lock (Gate)
        {
            _pipe ??= StartShell();
            _pipe.WriteLine(processId);
            _pipe.Flush();
        }
    }

    private static StreamWriter StartShell()
    {
        var shell = new ProcessStartInfo("/bin/sh", ["-c", Script, $"{MarkName}={Mark}"]) { RedirectStandardInput = true };
        return Process.Start(shell)!.StandardInput;
    }
}
