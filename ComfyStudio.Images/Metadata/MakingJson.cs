using System.Globalization;
using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>Reads a <c>.json</c> beside an image that is not ours: either a ComfyUI graph, or an object with names that anybody would choose.</summary>
internal static class MakingJson
{
    /// <returns>Null when nothing in it is known.</returns>
    internal static ImageMaking? Read(string? json)
    {
        if (json is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(
                json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.ValueKind == JsonValueKind.Object ? ComfyUIGraph.Read(json) ?? ReadNames(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ImageMaking? ReadNames(JsonElement root)
    {
        var making = new ImageMaking
        {
            Prompt = Text(root, "prompt"),
            Negative = Text(root, "negative_prompt", "negativePrompt", "negative"),
            Model = Text(root, "model", "checkpoint", "sd_model_name"),
            Seed = long.TryParse(Text(root, "seed"), CultureInfo.InvariantCulture, out var seed) ? seed : null,
            Steps = int.TryParse(Text(root, "steps"), CultureInfo.InvariantCulture, out var steps) ? steps : null,
            Cfg = double.TryParse(Text(root, "cfg", "cfg_scale", "cfgScale"), CultureInfo.InvariantCulture, out var cfg) ? cfg : null,
            Sampler = Text(root, "sampler", "sampler_name"),
            Scheduler = Text(root, "scheduler"),
        };
        return making == new ImageMaking { Loras = making.Loras, Parents = making.Parents } ? null : making with { Source = "json" };
    }

    private static string? Text(JsonElement root, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                return value.ToString();
        }

        return null;
    }
}
