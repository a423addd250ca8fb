using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI.Tests.Graphs.Editor;

/// <summary>Short ways to write a workflow as the editor saves it, and to read what became of it.</summary>
internal static class Editing
{
    public static Conversion Convert(string nodes, string links = "", string subgraphs = "", NodeCatalog? catalog = null) =>
        EditorWorkflow.Convert(Workflow(nodes, links, subgraphs), catalog ?? Catalogs.Trimmed);

    public static JsonElement Workflow(string nodes, string links = "", string subgraphs = "") => JsonElement.Parse(
        $$"""{ "nodes": [{{nodes}}], "links": [{{links}}], "groups": [{ "title": "Group", "bounding": [0, 0, 9, 9] }], "definitions": { "subgraphs": [{{subgraphs}}] }, "version": 0.4 }""");

    /// <summary>The same with what packages and older editors note in <c>extra</c>.</summary>
    public static Conversion ConvertWith(string extra, string nodes, string links = "") => EditorWorkflow.Convert(
        JsonElement.Parse($$"""{ "nodes": [{{nodes}}], "links": [{{links}}], "extra": { {{extra}} }, "version": 0.4 }"""), Catalogs.Trimmed);

    public static string Inputs(this Conversion conversion, string nodeId)
    {
        Assert.Empty(conversion.Problems.Select(problem => $"{problem.NodeId}: {problem.Reason}"));
        return conversion.Graph!.ToJsonElement().GetProperty(nodeId).GetProperty("inputs").GetRawText();
    }

    public static IEnumerable<string> Ids(this Conversion conversion) => conversion.Graph!.Nodes.Select(node => node.Id);

    /// <summary>The only problem, as <c>id type: reason</c>.</summary>
    public static string Problem(this Conversion conversion)
    {
        Assert.Null(conversion.Graph);
        var problem = Assert.Single(conversion.Problems);
        return problem.NodeId is null ? problem.Reason : $"{problem.NodeId} {problem.Type}: {problem.Reason}";
    }
}
