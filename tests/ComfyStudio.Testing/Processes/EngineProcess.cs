namespace ComfyStudio.Testing.Processes;

/// <summary>A simulator in a process of its own. Its output files outlive its death, its queue and history do not.</summary>
public sealed class EngineProcess : IAsyncDisposable
{
    internal EngineProcess(string id, string folder, IEnumerable<KeyValuePair<string, string>> settings)
    {
        Folder = folder;
        Program = new StudioProgram(id, "ComfyStudio.Simulator", [.. Defaults(folder), .. settings]);
        Faults = new SimulatorFaults(Program.Address);
    }

    public string Id => Program.Name;

    public StudioProgram Program { get; }

    /// <summary>What shall go wrong; forgotten when it restarts.</summary>
    public SimulatorFaults Faults { get; }

    /// <summary>Holds <c>output</c>, <c>input</c> and <c>temp</c>.</summary>
    public string Folder { get; }

    public async ValueTask DisposeAsync()
    {
        Faults.Dispose();
        await Program.DisposeAsync();
    }

    private static IEnumerable<KeyValuePair<string, string>> Defaults(string folder) =>
    [
        new("Simulator__OutputFolder", folder),
        new("Simulator__MillisecondsPerStep", "1"),
        new("Simulator__ModelLoad", "00:00:00"),
    ];
}
