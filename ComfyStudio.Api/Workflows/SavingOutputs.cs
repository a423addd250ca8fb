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
        return graph.SaveNodes.Any() ? graph : SavePreviews(graph, catalog, notes);
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

    // Nodes of packages save under names and into folders of their own, where nobody would find the pictures.
    private static ApiGraph SaveBeside(ApiGraph graph, NodeCatalog catalog, List<WorkflowNote> notes)
    {
        foreach (var node in graph.Nodes.Where(node => catalog.Find(node.ClassType)?.IsOutput ?? IsLast(graph, node)).ToList())
        {
            if (PicturesOf(graph, node, catalog) is not { } pictures)
                continue;
            var save = graph.AddNode(Save, new JsonObject { [Prefix] = "ComfyUI" }, title: null);
            graph.Link(save, Images, pictures);
            notes.Add(WorkflowNote.On(node, "What it takes is saved by a Save Image node as well, so that the studio finds it."));
        }

        return graph;
    }

    private static bool IsLast(ApiGraph graph, GraphNode node) => !graph.Nodes.Any(other => other.InputNames.Any(input => other.FindLink(input)?.NodeId == node.Id));

    private static GraphLink? PicturesOf(ApiGraph graph, GraphNode node, NodeCatalog catalog) => node.InputNames
        .Where(input => catalog.Find(node.ClassType) is not { } own || own.FindInput(input)?.Type == "IMAGE")
        .Select(node.FindLink).OfType<GraphLink>()
        .Where(link => graph.FindNode(link.NodeId) is { } source && catalog.Find(source.ClassType) is { } definition
            && link.Slot >= 0 && link.Slot < definition.Outputs.Count && definition.Outputs[link.Slot] == "IMAGE")
        .Select(link => (GraphLink?)link).FirstOrDefault();

    private static ApiGraph SavePreviews(ApiGraph graph, NodeCatalog catalog, List<WorkflowNote> notes)
    {
        var previews = graph.Nodes.Where(node => Previews.Contains(node.ClassType) && node.FindLink(Images) is not null).ToList();
        if (previews.Count == 0)
            return SaveBeside(graph, catalog, notes);
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
