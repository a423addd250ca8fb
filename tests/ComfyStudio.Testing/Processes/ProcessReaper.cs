using System.Diagnostics;

namespace ComfyStudio.Testing.Processes;

/// <summary>
/// Kills what this process started, should this process itself be killed: the kernel closes its end of the pipe then, and the shell at the
/// other end acts. It knows its own by when they began, so it never hits a stranger that got the same number. Linux only.
/// </summary>
public static class ProcessReaper
{
    // In /proc/{id}/stat the name, in brackets, may hold anything; the start is the 20th word after it.
    private const string Script = """
        trap '' TERM INT HUP
        known=''
        while read -r id begun; do known="$known $id:$begun"; done
        for each in $known; do
          stat=$(cat "/proc/${each%:*}/stat") && set -- ${stat##*)} && [ "${20}" = "${each#*:}" ] && kill -s KILL "${each%:*}"
        done 2>/dev/null
        """;

    private static readonly Lock Gate = new();
    private static StreamWriter? _pipe;

    /// <summary>Starts a process that does not outlive this one.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        var process = Process.Start(start)!;
        if (OperatingSystem.IsLinux())
            Watch(process.Id);
        return process;
    }

    private static void Watch(int processId)
    {
        lock (Gate)
        {
            _pipe ??= StartShell();
            _pipe.WriteLine($"{processId} {BeginOf(processId)}");
            _pipe.Flush();
        }
    }

    private static string BeginOf(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[19];
    }

    private static StreamWriter StartShell()
    {
        var shell = new ProcessStartInfo("/bin/sh", ["-c", Script]) { RedirectStandardInput = true };
        return Process.Start(shell)!.StandardInput;
    }
}
