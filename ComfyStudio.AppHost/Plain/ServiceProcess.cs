using System.Diagnostics;

namespace ComfyStudio.AppHost.Plain;

/// <summary>One run of a program, with everything that it starts in turn.</summary>
internal sealed class ServiceProcess : IDisposable
{
    // The lines that were printed are there at once; a child that left the group may hold the streams open for ever.
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(0.5);

    private readonly Process _process;
    private readonly ProcessGuard _guard;
    private readonly Task _copying;
    private readonly int _group;

    private ServiceProcess(Process process, ProcessGuard guard, Task copying)
    {
        (_process, _guard, _copying, _group) = (process, guard, copying, process.Id);
        Exited = WaitForExitAsync();
    }

    /// <summary>Ends with the exit code, when the process and its group are gone and what they said is told.</summary>
    public Task<int> Exited { get; }

    public static ServiceProcess Start(Command command, ProcessGuard guard, ConsoleLog log)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory ?? "",
            RedirectStandardInput = true, // stays open: Vite ends when its input does
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in command.Environment)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(Session.Lead(start))!;
        guard.Watch(process.Id);
        var copying = Task.WhenAll(CopyAsync(process.StandardOutput, command.Name, log), CopyAsync(process.StandardError, command.Name, log));
        return new ServiceProcess(process, guard, copying);
    }

    /// <summary>Asks it to end; past the deadline it is made to.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        if (Exited.IsCompleted)
        {
            return;
        }

        Signals.TerminateGroup(_group);
        try
        {
            await Exited.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            Signals.KillGroup(_group);
            await Exited;
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        Signals.KillGroup(_group);
        _guard.Forget(_group);
        await _copying.WaitAsync(LastLines).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _process.ExitCode;
    }

    // On threads of their own: reading a pipe blocks one each, and the pool would have none left for the rest of the host.
    private static Task CopyAsync(StreamReader lines, string name, ConsoleLog log) =>
        Task.Factory.StartNew(() => Copy(lines, name, log), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Copy(StreamReader lines, string name, ConsoleLog log)
    {
        while (lines.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                log.Line(name, line);
            }
        }
    }
}
