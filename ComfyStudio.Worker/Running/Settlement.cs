namespace ComfyStudio.Worker.Running;

/// <summary>What became of a prompt whose answer was lost.</summary>
internal abstract record Settlement
{
    private Settlement()
    {
    }

    /// <summary>It waits or executes there: follow it.</summary>
    public sealed record OnEngine : Settlement;

    public sealed record Ended(RunEnd End) : Settlement;

    /// <summary>The engine neither has it nor made its files: running it again makes no second picture.</summary>
    public sealed record Absent(bool EngineRestarted) : Settlement;
}
