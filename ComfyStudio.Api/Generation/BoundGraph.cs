using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Generation;

/// <summary>A graph with the values of a request in it, and what came of putting them there.</summary>
internal sealed record BoundGraph(ApiGraph Graph)
{
    public List<JobInput> Inputs { get; } = [];

    public List<BoundMark> Marks { get; } = [];

    /// <summary>What nodes gained since the graph was made.</summary>
    public List<FilledInput> Filled { get; } = [];

    /// <summary>A prefix of its own for each job keeps the engine from answering with the file of an equal, earlier one.</summary>
    public BoundGraph For(JobId job)
    {
        Graph.UseFilenamePrefix($"studio/{job}/out");
        return this;
    }

    /// <param name="engineId">The one engine that may run it, or null for any.</param>
    public JobRequirements Requirements(string? engineId) => new(
        engineId,
        [.. Graph.Models.Where(model => model.Folder is not null).Select(model => $"{model.Folder}/{model.Name}").Order(StringComparer.Ordinal)],
        [.. Graph.ClassTypes.Order(StringComparer.Ordinal)]);

    public string? SlotAt(string nodeId, string? input) => Marks.FirstOrDefault(mark => mark.NodeId == nodeId && mark.Input == input)?.Slot;

    /// <summary>Forgets what was bound into parts that are switched off.</summary>
    public void DropWhatIsGone()
    {
        Marks.RemoveAll(mark => Graph.FindNode(mark.NodeId) is null);
        Inputs.RemoveAll(input => Graph.FindNode(input.NodeId) is null);
    }
}

/// <summary>Where a slot's value stands in the graph.</summary>
internal sealed record BoundMark(string NodeId, string Input, string Slot);
