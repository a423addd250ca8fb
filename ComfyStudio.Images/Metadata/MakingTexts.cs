using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>Finds out how an image was made from the texts in it, whichever tool wrote them.</summary>
internal static class MakingTexts
{
    // Where tools put one text that tells all: the first in a PNG, the others in the EXIF of a JPEG or WebP.
    private static readonly string[] Places = ["parameters", "UserComment", "Description", "ImageDescription", "Comment", "XPComment", "fooocus_scheme"];

    /// <returns>Null when nothing tells.</returns>
    internal static ImageMaking? Read(IReadOnlyDictionary<string, string> texts, string? fileName)
    {
        if (texts.Count == 0)
            return null;
        var graph = Graph(texts, fileName);
        var told = NovelAIComment.Read(texts) ?? InvokeAIMetadata.Read(texts);
        foreach (var place in Places.Where(texts.ContainsKey))
            told ??= Told(texts[place], fileName, place);

        // Nodes that save settings as text write what was really used, after wildcards and the like, which the graph does not tell.
        return told is { Source: not "text" } ? (told with { Source = graph?.Source ?? told.Source }).OrElse(graph) : graph.OrElse(told);
    }

    private static ImageMaking? Graph(IReadOnlyDictionary<string, string> texts, string? fileName)
    {
        foreach (var keyword in new[] { "prompt", "workflow" })
        {
            if (texts.TryGetValue(keyword, out var json) && ComfyUIGraph.Read(json, fileName) is { } making)
                return making;
        }

        return null;
    }

    // Anybody writes comments and descriptions; only what stands where prompts stand is one without settings, too.
    private static ImageMaking? Told(string text, string? fileName, string place)
    {
        if (JsonNames.Parse(text) is not { } root)
            return ParametersText.Read(text) is { } read && (read.Source != "text" || place == Places[0]) ? read : null;
        return SwarmUIParameters.Read(root)
            ?? FooocusParameters.Read(root)
            ?? NovelAIComment.Read(new Dictionary<string, string> { ["Comment"] = text })
            ?? Embedded(root, fileName)
            ?? MakingJson.ReadNames(root);
    }

    // Some tools put everything that would be chunks of a PNG into one text.
    private static ImageMaking? Embedded(JsonElement root, string? fileName)
    {
        foreach (var name in new[] { "prompt", "workflow" })
        {
            if (JsonNames.Member(root, name) is { } member && ComfyUIGraph.Read(member.ValueKind == JsonValueKind.String ? member.GetString()! : member.GetRawText(), fileName) is { } making)
                return making;
        }

        return ComfyUIGraph.Read(root.GetRawText(), fileName);
    }
}
