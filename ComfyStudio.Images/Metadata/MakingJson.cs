using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>Reads settings under names that anybody would choose, and those of Easy Diffusion: in JSON, in chunks of their own, or line by line.</summary>
internal static class MakingJson
{
    private static readonly string[] EasyDiffusion = ["use_stable_diffusion_model", "Stable Diffusion model"];

    /// <returns>Null when nothing in it is known.</returns>
    internal static ImageMaking? ReadNames(JsonElement root)
    {
        var making = new ImageMaking
        {
            Prompt = JsonNames.Text(root, "prompt", "positive_prompt", "positivePrompt", "positive", "Prompt"),
            Negative = JsonNames.Text(root, "negative_prompt", "negativePrompt", "negative", "uc", "Negative Prompt"),
            Model = JsonNames.Text(root, "model", "checkpoint", "sd_model_name", "sd_model", EasyDiffusion[0], EasyDiffusion[1], "model_name", "Model"),
            Loras = [.. Loras(root)],
            Seed = JsonNames.Seed(root, "seed", "Seed"),
            Steps = JsonNames.Int(root, "steps", "num_inference_steps", "Steps"),
            Cfg = JsonNames.Number(root, "cfg", "cfg_scale", "cfgScale", "guidance_scale", "scale", "guidance", "Guidance Scale"),
            Sampler = JsonNames.Text(root, "sampler", "sampler_name", "Sampler"),
            Scheduler = JsonNames.Text(root, "scheduler", "scheduler_name"),
            Denoise = JsonNames.Number(root, "denoise", "denoising_strength", "strength", "prompt_strength", "Prompt Strength"),
        };
        if (making == new ImageMaking { Loras = making.Loras, Parents = making.Parents })
            return null;
        return making with { Source = JsonNames.Member(root, EasyDiffusion) is null ? "json" : "easydiffusion" };
    }

    /// <summary>Of a picture in which each setting has a text of its own.</summary>
    internal static ImageMaking? ReadKeywords(IReadOnlyDictionary<string, string> texts) =>
        EasyDiffusion.Any(texts.ContainsKey) ? ReadNames(AsJson(texts)) : null;

    /// <summary>Of a text with a setting in each line, the prompt first.</summary>
    internal static ImageMaking? ReadLines(string? text)
    {
        if (text?.StartsWith("Prompt: ", StringComparison.Ordinal) != true || !text.Contains("\nSeed: ", StringComparison.Ordinal))
            return null;
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Split(": ", 2) is [var name, var value] && value is not "None")
                settings.TryAdd(name, value.Trim());
        }

        return ReadNames(AsJson(settings));
    }

    // A file and its strength, or a list of each.
    private static IEnumerable<LoraUse> Loras(JsonElement root)
    {
        var (names, weights) = (Each(root, "use_lora_model", "LoRA model"), Each(root, "lora_alpha", "LoRA Strength"));
        return names.Where(name => name.Length > 0 && name != "None").Select((name, place) => new LoraUse(name, ParametersText.Number(weights.ElementAtOrDefault(place)) ?? 1));
    }

    private static List<string> Each(JsonElement root, params ReadOnlySpan<string> names) => JsonNames.Member(root, names) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(each => each.ToString())],
        { } one => [one.ToString()],
        _ => [],
    };

    private static JsonElement AsJson(IReadOnlyDictionary<string, string> texts)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (name, text) in texts)
                writer.WriteString(name, text);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(json.GetBuffer().AsMemory(0, (int)json.Length));
        return document.RootElement.Clone();
    }
}
