using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Running;

/// <summary>How a run came to its end on the engine.</summary>
internal abstract record RunEnd
{
    private RunEnd()
    {
    }

    /// <summary>Files by node id, to be fetched.</summary>
    public sealed record Rendered(IReadOnlyDictionary<string, NodeOutput> Outputs) : RunEnd;

    /// <param name="EngineDied">It was executing when its engine's process ended.</param>
    public sealed record Broke(JobFailure Failure, bool EngineDied = false) : RunEnd;

    /// <summary>It surely does not run any more, as was asked.</summary>
    public sealed record Cancelled : RunEnd;

    /// <summary>Its engine surely does not have it and shall not: another one may.</summary>
    public sealed record Withdrawn : RunEnd;
}

/// <summary>What became of an end that was to be written down.</summary>
internal enum Finish
{
    Done,

    /// <summary>Before the files were fetched. What became of them is to be settled once it is back.</summary>
    EngineWentAway,
}
