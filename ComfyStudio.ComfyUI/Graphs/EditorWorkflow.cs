using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs.Editor;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>
/// Workflows as ComfyUI's editor saves them: nodes with places, links and the values of their widgets by position. An engine takes only
/// the API format; what the editor does to get there when a person queues a workflow is done here (docs/comfyui-protocol.md, "Editor format").
/// </summary>
public static class EditorWorkflow
{
    public static bool IsOne(JsonElement json) => json.Find("nodes").ValueKind is JsonValueKind.Array;

    /// <summary>Turns a workflow into a graph. Never guesses: whatever the editor would send differently, or nobody can tell, is a problem.</summary>
    /// <param name="catalog">Of the engine that is to run it: the order and the names of widgets stand only there.</param>
    public static Conversion Convert(JsonElement workflow, NodeCatalog catalog)
    {
        var log = new ConversionLog();
        var document = EditorReader.Read(workflow.Clone(), log);
        var root = log.HasProblems ? null : Flattening.Flatten(document, log);
        if (root is null || log.HasProblems)
            return log.Refuse();
        var graph = new GraphWriter(catalog, new LinkResolver(root), log).Write(root);
        return log.HasProblems ? log.Refuse() : new Conversion(graph, [], log.Notes);
    }
}

/// <param name="Graph">Null when there is any problem.</param>
/// <param name="Problems">Why it cannot be converted, all at once.</param>
/// <param name="Notes">What was left out, and why.</param>
public sealed record Conversion(ApiGraph? Graph, IReadOnlyList<ConversionNote> Problems, IReadOnlyList<ConversionNote> Notes);

/// <param name="NodeId">As in the graph, with the subgraphs around it: <c>12:5</c>; null when the workflow as a whole is meant.</param>
public sealed record ConversionNote(string? NodeId, string? Type, string? Title, string Reason);
