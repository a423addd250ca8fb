using ComfyStudio.ComfyUI;

namespace ComfyStudio.Worker.Collecting;

/// <summary>Which files of a finished prompt are its result, in an order that is the same each time.</summary>
internal static class OutputChoice
{
    /// <summary>What save nodes wrote; previews (type temp) only when the graph saved nothing.</summary>
    public static IReadOnlyList<OutputFile> Of(IReadOnlyDictionary<string, NodeOutput> outputs)
    {
        var images = outputs
            .OrderBy(node => NumberOf(node.Key))
            .ThenBy(node => node.Key, StringComparer.Ordinal)
            .SelectMany(node => node.Value.Files)
            .Where(file => file.Kind == "images" && file.Type is "output" or "temp")
            .ToList();
        var saved = images.Where(file => file.Type == "output").ToList();
        return saved.Count > 0 ? saved : images;
    }

    private static int NumberOf(string nodeId) => int.TryParse(nodeId.Split('.', ':')[0], out var number) ? number : int.MaxValue;
}
