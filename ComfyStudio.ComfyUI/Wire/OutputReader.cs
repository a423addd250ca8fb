using System.Text.Json;

namespace ComfyStudio.ComfyUI.Wire;

/// <summary>Reads what a node shows: <c>{ "images": [{filename, subfolder, type}], "animated": [true], "text": ["…"] }</c>.</summary>
internal static class OutputReader
{
    /// <summary>Outputs by node id; ids of nodes that a node expanded into look like <c>1.0.0.3</c>.</summary>
    public static IReadOnlyDictionary<string, NodeOutput> ReadAll(JsonElement outputs)
    {
        var byNode = new Dictionary<string, NodeOutput>(StringComparer.Ordinal);
        foreach (var node in outputs.Properties())
        {
            if (Read(node.Value) is { } output)
                byNode[node.Name] = output;
        }

        return byNode;
    }

    public static NodeOutput? Read(JsonElement output)
    {
        if (output.ValueKind is not JsonValueKind.Object)
            return null;
        var files = new List<OutputFile>();
        var texts = new List<string>();
        foreach (var entry in output.EnumerateObject())
        {
            // Some custom nodes give the single thing where a list of things is usual.
            foreach (var item in entry.Value.ValueKind is JsonValueKind.Array ? entry.Value.Items() : [entry.Value])
                Add(entry.Name, item, files, texts);
        }

        return new NodeOutput(files) { Texts = texts };
    }

    private static void Add(string kind, JsonElement item, List<OutputFile> files, List<string> texts)
    {
        if (item.Text("filename") is { Length: > 0 } filename)
            files.Add(new OutputFile(filename, item.Text("subfolder") ?? "", item.Text("type") ?? "output", kind));
        else if (item.Text() is { } text)
            texts.Add(text);
    }
}
