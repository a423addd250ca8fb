using System.Diagnostics;

namespace ComfyStudio.AppHost.Plain;

/// <summary>
/// Ends the studio's processes when the host was killed and could not. A small shell in a session of its own holds the
/// read end of a pipe: the kernel closes the other end with the host, however the host ended.
/// </summary>
internal sealed class ProcessGuard : IDisposable
{
    private const string Script = """
        trap '' TERM INT HUP
        groups=' '
        while read -r verb group; do
          case $verb in
            watch) groups="$groups$group " ;;
            forget) groups="${groups%% $group *} ${groups#* $group }" ;;
          esac
        done
        for group in $groups; do kill -s TERM -- "-$group"; done 2>/dev/null
        for turn in 1 2 3 4 5 6 7 8 9 10; do
          left=''
          for group in $groups; do kill -s 0 -- "-$group" && left="$left $group"; done 2>/dev/null
          [ -z "$left" ] && exit
          sleep 0.2
        done
        for group in $left; do kill -s KILL -- "-$group"; done 2>/dev/null
        """;

    private readonly Process _shell;
    private readonly StreamWriter _pipe;
    private readonly Lock _writing = new();

    private ProcessGuard(Process shell) => (_shell, _pipe) = (shell, shell.StandardInput);

    public static ProcessGuard Start()
    {
        var start = Session.Lead(new ProcessStartInfo("/bin/sh", ["-c", Script]) { RedirectStandardInput = true });
        return new ProcessGuard(Process.Start(start)!);
    }

    public void Watch(int group) => Write($"watch {group}");

    public void Forget(int group) => Write($"forget {group}");

    public void Dispose()
    {
        _pipe.Dispose();
        _shell.Dispose();
    }

    private void Write(string line)
    {
        lock (_writing)
        {
            _pipe.WriteLine(line);
            _pipe.Flush();
        }
    }
}
