using System.Diagnostics;

namespace ComfyStudio.AppHost.Plain;

/// <summary>
/// Starts a program as leader of a session of its own, hence of a process group with its process id: Ctrl+C in the
/// terminal reaches only the host, and a signal to the group reaches what the program started in turn.
/// </summary>
internal static class Session
{
    // Both replace themselves by the program, so its process id is the one that was started. macOS has no setsid.
    private static readonly string[] Leader =
        Programs.Find("setsid") is { } setsid ? [setsid]
        : Programs.Find("perl") is { } perl ? [perl, "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die qq($!\\n)"]
        : throw new SettingException("The plain host needs the program setsid (package util-linux) or perl.");

    public static ProcessStartInfo Lead(ProcessStartInfo start)
    {
        var arguments = start.ArgumentList.Prepend(start.FileName).ToList();
        start.FileName = Leader[0];
        start.ArgumentList.Clear();
        foreach (var argument in Leader.Skip(1).Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
