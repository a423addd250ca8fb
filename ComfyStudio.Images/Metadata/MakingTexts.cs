using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>Finds out how an image was made from the texts in it, whichever tool wrote them.</summary>
internal static class MakingTexts
{
    // Where tools put one text that tells all: the first in a PNG, the others in the EXIF of a JPEG or WebP, or in XMP.
    private static readonly string[] Places =
        ["parameters", "UserComment", "Description", "ImageDescription", "Comment", "XPComment", "fooocus_scheme", XmpTexts.Description, ExifTexts.Make];

    // What is a keyword in a PNG is a member where some tools put all of it into one text.
    private static readonly string[] Keywords =
        ["prompt", "workflow", "parameters", "Comment", "invokeai_metadata", "sd-metadata", "generation_data", "parameters-json", "extraMetadata"];

    private const int MaxDepth = 3;

    /// <returns>Null when nothing tells.</returns>
    internal static ImageMaking? Read(IReadOnlyDictionary<string, string> texts, string? fileName) =>
        texts.Count == 0 ? null : Read(texts, fileName, depth: 0) ?? DescriptionText.Read(texts);

    /// <summary>Of a <c>.json</c> beside an image that is not ours.</summary>
    internal static ImageMaking? ReadJson(string? json, string? fileName) =>
        json is not null && json.AsSpan().TrimStart() is ['{', ..] ? Told(json, fileName, "json", depth: 0) : null;

    private static ImageMaking? Read(IReadOnlyDictionary<string, string> texts, string? fileName, int depth)
    {
        var graph = Graph(texts, fileName);
        var told = ServiceSettings.Read(texts) ?? NovelAIComment.Read(texts) ?? InvokeAIMetadata.Read(texts) ?? (depth == 0 ? MakingJson.ReadKeywords(texts) : null);
        foreach (var place in Places.Where(texts.ContainsKey))
            told ??= Told(texts[place], fileName, place, depth);

        // Nodes that save settings as text write what was really used, after wildcards and the like, which the graph does not tell.
        return told is { Source: not "text" } ? (told with { Source = SourceOf(told, graph) }).OrElse(graph) : graph.OrElse(told);
    }

    // Whoever only wrote down in words what the graph has is no other tool.
    private static string? SourceOf(ImageMaking told, ImageMaking? graph) => told.Source is "a1111" or "json" ? graph?.Source ?? told.Source : told.Source;

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
    private static ImageMaking? Told(string text, string? fileName, string place, int depth)
    {
        if (JsonNames.Parse(text) is not { } root)
            return ParametersText.Read(text) is { } read && (read.Source != "text" || place == Places[0]) ? read : null;
        return SwarmUIParameters.Read(root)
            ?? FooocusParameters.Read(root)
            ?? DrawThingsComment.Read(root)
            ?? NovelAIComment.Read(new Dictionary<string, string> { ["Comment"] = text })
            ?? Wrapped(root, fileName, depth).OrElse(ComfyUIGraph.Read(text, fileName))
            ?? MakingJson.ReadNames(root);
    }

    private static ImageMaking? Wrapped(JsonElement root, string? fileName, int depth)
    {
        if (depth >= MaxDepth || JsonNames.Member(root, Keywords) is null)
            return null;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Object))
            texts.TryAdd(member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText());
        return Read(texts, fileName, depth + 1);
    }
}
