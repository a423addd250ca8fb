using System.Diagnostics;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.Bench.Studio;

/// <summary>The processor time that each of the studio's processes has used so far: what remains comparable when the machine is shared.</summary>
internal sealed class ProcessorTime(StudioProcesses processes)
{
    public IReadOnlyDictionary<string, TimeSpan> Read()
    {
        var programs = processes.Programs.Select(program => (program.Name, program.ProcessId)).Append(("redis", processes.Redis.ProcessId));
        return programs.ToDictionary(program => program.Item1, program => Of(program.Item2));
    }

    private static TimeSpan Of(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }
}
