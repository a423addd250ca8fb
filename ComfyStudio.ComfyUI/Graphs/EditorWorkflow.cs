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
        var root = log.HasProblems ? null : new Flattening(document, new GroupExpansion(document.Groups, catalog, log), log).Flatten();
        if (root is null || log.HasProblems)
            return log.Refuse();
        var graph = new GraphWriter(catalog, new LinkResolver(root), log).Write(root);
        return log.HasProblems ? log.Refuse() : new Conversion(graph, [], log.Notes) { Shared = log.Shared };
    }
}

/// <param name="Graph">Null when there is any problem.</param>
/// <param name="Problems">Why it cannot be converted, all at once.</param>
/// <param name="Notes">What was left out, and why.</param>
public sealed record Conversion(ApiGraph? Graph, IReadOnlyList<ConversionNote> Problems, IReadOnlyList<ConversionNote> Notes)
{
    /// <summary>What was one value in the editor, set at a primitive or at the node of a subgraph, and stands in the graph wherever it goes.</summary>
    public IReadOnlyList<SharedValue> Shared { get; init; } = [];
}

/// <param name="Title">The name that a person gave it.</param>
/// <param name="Places">Nodes of the graph and their inputs, in the graph's order.</param>
public sealed record SharedValue(string? Title, IReadOnlyList<(string NodeId, string Input)> Places);

/// <param name="NodeId">As in the graph, with the subgraphs around it: <c>12:5</c>; null when the workflow as a whole is meant.</param>
public sealed record ConversionNote(string? NodeId, string? Type, string? Title, string Reason)
{
    /// <summary>The engine does not have the node, and without it nobody can read its values.</summary>
    public bool IsMissingNode { get; init; }

    /// <summary>It was left out because a person has muted or bypassed it.</summary>
    public bool IsSwitchedOff { get; init; }
}
