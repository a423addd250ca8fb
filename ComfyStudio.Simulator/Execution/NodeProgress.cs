using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator.Execution;

/// <summary>How far a node is. Until it reports steps the numbers are floats, afterwards whole, as in the recordings.</summary>
internal sealed record NodeProgress(string NodeId, object Value, object Max, bool IsFinished)
{
    public static NodeProgress Started(string nodeId) => new(nodeId, 0.0, 1.0, false);

    public static NodeProgress AtStep(string nodeId, int value, int max) => new(nodeId, value, max, false);

    /// <summary>A cached output is finished without ever having started.</summary>
    public static NodeProgress FromCache(string nodeId) => new(nodeId, 1, 1, true);

    public NodeProgress Finished() => this with { Value = Max, IsFinished = true };

    public Fields ToFields(string promptId) => new()
    {
        { "value", Value }, { "max", Max }, { "state", IsFinished ? "finished" : "running" }, { "node_id", NodeId },
        { "prompt_id", promptId }, { "display_node_id", NodeId }, { "parent_node_id", null }, { "real_node_id", NodeId },
    };
}
