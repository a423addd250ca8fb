using System.Text.Json.Nodes;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows;

/// <summary>Sees to it that what a graph makes is saved where the studio finds it, and drops what nobody would see.</summary>
internal static class SavingOutputs
{
    private const string Save = "SaveImage";
    private const string Prefix = "filename_prefix";
    private const string Images = "images";

    // They show pictures in ComfyUI's page and leave nothing behind.
    private static readonly string[] Previews = ["PreviewImage", "SaveImageWebsocket"];

    /// <returns>The graph to use; the same one where nothing had to change.</returns>
    public static ApiGraph Ensure(ApiGraph graph, NodeCatalog catalog, List<WorkflowNote> notes)
    {
        NamePrefixes(graph, catalog, notes);
        return graph.SaveNodes.Any() ? graph : SavePreviews(graph, notes);
    }

    /// <summary>Drops what no output needs. Without a catalogue nobody knows what is an output, so everything stays.</summary>
    public static void Prune(ApiGraph graph, NodeCatalog catalog, List<WorkflowNote> notes)
    {
        if (catalog.Nodes.Count == 0)
            return;
        var consumed = graph.Nodes.SelectMany(node => node.InputNames.Select(node.FindLink)).OfType<GraphLink>().Select(link => link.NodeId).ToHashSet(StringComparer.Ordinal);
        // What a node that the engine does not have is for, its end of the line tells.
        var unknown = graph.Nodes.Where(node => catalog.Find(node.ClassType) is null && !consumed.Contains(node.Id)).Select(node => node.Id);
        var outputs = graph.OutputNodes(catalog).Concat(unknown).ToHashSet(StringComparer.Ordinal);
        var before = graph.Nodes.ToList();
        graph.Prune(outputs);
        notes.AddRange(before.Where(node => graph.FindNode(node.Id) is null).Select(node => WorkflowNote.On(node, "Left out: nothing that is shown or saved needs it.")));
    }

    // The studio names the files itself, and can only write over a text.
    private static void NamePrefixes(ApiGraph graph, NodeCatalog catalog, List<WorkflowNote> notes)
    {
        foreach (var node in graph.Nodes.Where(node => node.FindLink(Prefix) is not null && catalog.Find(node.ClassType)?.IsOutput is not false))
        {
            graph.Unlink(node.Id, Prefix, "ComfyUI");
            notes.Add(WorkflowNote.On(node, "The name of its files came from another node. The studio names files itself."));
        }
    }

    private static ApiGraph SavePreviews(ApiGraph graph, List<WorkflowNote> notes)
    {
        var previews = graph.Nodes.Where(node => Previews.Contains(node.ClassType) && node.FindLink(Images) is not null).ToList();
        if (previews.Count == 0)
            return graph;
        var json = JsonNode.Parse(graph.ToString())!.AsObject();
        foreach (var node in previews)
        {
            json[node.Id]!["class_type"] = Save;
            json[node.Id]!["inputs"]![Prefix] = "ComfyUI";
            notes.Add(WorkflowNote.On(node, "It only showed the picture. It saves it now."));
        }

        return ApiGraph.Parse(json.ToJsonString());
    }
}
