using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>Reads the JSON that Fooocus and its offspring write: with names like <c>base_model</c>, in older versions with titles like <c>Base Model</c>.</summary>
internal static class FooocusParameters
{
    internal static ImageMaking? Read(JsonElement root)
    {
        if (JsonNames.Member(root, "base_model", "Base Model", "base_model_name") is null && JsonNames.Member(root, "metadata_scheme") is null)
            return null;
        return new ImageMaking
        {
            Prompt = JsonNames.Text(root, "prompt", "Prompt"),
            Negative = JsonNames.Text(root, "negative_prompt", "Negative Prompt", "Negative"),
            Model = JsonNames.Text(root, "base_model", "Base Model", "base_model_name"),
            Loras = [.. Loras(root)],
            Seed = JsonNames.Seed(root, "seed", "Seed"),
            Steps = JsonNames.Int(root, "steps", "Steps"),
            Cfg = JsonNames.Number(root, "guidance_scale", "Guidance Scale", "cfg", "CFG"),
            Sampler = JsonNames.Text(root, "sampler", "Sampler", "sampler_name"),
            Scheduler = JsonNames.Text(root, "scheduler", "Scheduler"),
            Denoise = JsonNames.Number(root, "overwrite_strength", "Denoising Strength"),
            Source = "fooocus",
        };
    }

    // [["name", 0.5, "hash"], …], [{"name": …, "weight": 0.5}, …], or "lora_combined_1": "name : 0.5", or "LoRA 1 …": "name : 0.5".
    private static IEnumerable<LoraUse> Loras(JsonElement root)
    {
        if (JsonNames.Member(root, "loras") is { ValueKind: JsonValueKind.Array } listed)
        {
            foreach (var lora in listed.EnumerateArray())
            {
                if (lora.ValueKind == JsonValueKind.Array && lora.GetArrayLength() >= 2)
                    yield return new LoraUse(lora[0].ToString(), ParametersText.Number(lora[1].ToString()) ?? 1);
                else if (JsonNames.Lora(lora, "name") is { } named)
                    yield return named;
            }

            yield break;
        }

        foreach (var member in root.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String))
        {
            var isLora = member.Name.StartsWith("lora_combined_", StringComparison.OrdinalIgnoreCase) || member.Name.StartsWith("LoRA ", StringComparison.OrdinalIgnoreCase);
            if (isLora && member.Value.GetString()!.Split(" : ") is [var name, var weight])
                yield return new LoraUse(name.Trim(), ParametersText.Number(weight.Trim()) ?? 1);
        }
    }
}
