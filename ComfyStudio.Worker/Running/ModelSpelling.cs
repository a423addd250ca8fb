using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Dispatching;

namespace ComfyStudio.Worker.Running;

/// <summary>
/// Writes a graph's model names as the engine that runs it spells them: ComfyUI accepts a name only letter by letter, and a folder is
/// divided by '\' on Windows and by '/' elsewhere.
/// </summary>
internal static class ModelSpelling
{
    public static void Apply(ApiGraph graph, EngineCatalog? catalog)
    {
        if (catalog is null)
            return;
        var respelled = graph.Models
            .Where(model => model.Folder is not null && model.Name.AsSpan().IndexOfAny('/', '\\') >= 0)
            .Select(model => (model.Name, Engine: EngineFit.FindModel(catalog, $"{model.Folder}/{model.Name}")))
            .Where(pair => pair.Engine is not null && pair.Engine != pair.Name)
            .DistinctBy(pair => pair.Name)
            .ToDictionary(pair => pair.Name, pair => pair.Engine!);
        if (respelled.Count == 0)
            return;
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.InputNames.ToList())
            {
                if (node.FindText(input) is { } name && respelled.TryGetValue(name, out var spelling))
                    graph.Set(node.Id, input, spelling);
            }
        }
    }
}
