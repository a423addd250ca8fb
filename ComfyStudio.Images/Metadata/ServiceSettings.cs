using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>
/// Reads the settings that programs around ComfyUI write beside its graph, which has names of their own for models and texts: Stability
/// Matrix (<c>parameters-json</c>), Tensor.Art (<c>generation_data</c>) and Civitai (<c>extraMetadata</c> within the graph).
/// </summary>
internal static class ServiceSettings
{
    internal static ImageMaking? Read(IReadOnlyDictionary<string, string> texts) =>
        StabilityMatrix(JsonNames.Parse(texts.GetValueOrDefault("parameters-json")))
        ?? TensorArt(JsonNames.Parse(texts.GetValueOrDefault("generation_data")))
        ?? Civitai(texts);

    private static ImageMaking? StabilityMatrix(JsonElement? settings) => settings is not { } root ? null : new ImageMaking
    {
        Prompt = JsonNames.Text(root, "PositivePrompt"),
        Negative = JsonNames.Text(root, "NegativePrompt"),
        Model = JsonNames.Text(root, "ModelName"),
        Seed = JsonNames.Seed(root, "Seed"),
        Steps = JsonNames.Int(root, "Steps"),
        Cfg = JsonNames.Number(root, "CfgScale"),
        Sampler = JsonNames.Text(root, "Sampler"),
        Source = "stabilitymatrix",
    };

    private static ImageMaking? TensorArt(JsonElement? settings) => settings is not { } root ? null : new ImageMaking
    {
        Prompt = JsonNames.Text(root, "prompt"),
        Negative = JsonNames.Text(root, "negativePrompt"),
        Model = JsonNames.Member(root, "baseModel") is { } model ? JsonNames.Text(model, "modelFileName", "label") : null,
        Loras = [.. TensorArtLoras(root)],
        Seed = JsonNames.Seed(root, "seed"),
        Steps = JsonNames.Int(root, "steps"),
        Cfg = JsonNames.Number(root, "cfgScale"),
        Sampler = JsonNames.Text(root, "samplerName", "ksamplerName"),
        Scheduler = JsonNames.Text(root, "schedule"),
        Source = "tensorart",
    };

    private static IEnumerable<LoraUse> TensorArtLoras(JsonElement root) =>
        JsonNames.Member(root, "models") is { ValueKind: JsonValueKind.Array } models
            ? models.EnumerateArray().Where(model => JsonNames.Text(model, "type") is "LORA").Select(model => JsonNames.Lora(model, "modelFileName", "label")).OfType<LoraUse>()
            : [];

    private static ImageMaking? Civitai(IReadOnlyDictionary<string, string> texts)
    {
        if (!texts.TryGetValue("extraMetadata", out var extra))
            extra = texts.TryGetValue("prompt", out var graph) && graph.Contains("extraMetadata", StringComparison.Ordinal) && JsonNames.Parse(graph) is { } root ? ExtraOf(root) : null;
        return JsonNames.Parse(extra) is not { } settings ? null : new ImageMaking
        {
            Prompt = JsonNames.Text(settings, "prompt"),
            Negative = JsonNames.Text(settings, "negativePrompt"),
            Seed = JsonNames.Seed(settings, "seed"),
            Steps = JsonNames.Int(settings, "steps"),
            Cfg = JsonNames.Number(settings, "cfgScale"),
            Sampler = JsonNames.Text(settings, "sampler"),
            Denoise = JsonNames.Number(settings, "denoise"),
            Source = "civitai",
        };
    }

    // JSON as text within JSON, or as it is.
    private static string? ExtraOf(JsonElement graph) => JsonNames.Member(graph, "extraMetadata") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } settings => settings.GetRawText(),
        _ => null,
    };
}
