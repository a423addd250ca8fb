using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows;

/// <summary>What the importer did, or what a person should know.</summary>
/// <param name="NodeId">Null when the workflow as a whole is meant.</param>
internal sealed record WorkflowNote(string? NodeId, string? Type, string? Title, string Message)
{
    public static WorkflowNote On(GraphNode node, string message) => new(node.Id, node.ClassType, node.Title, message);

    public static WorkflowNote Of(ConversionNote note) => new(note.NodeId, note.Type, note.Title, note.Reason);
}
