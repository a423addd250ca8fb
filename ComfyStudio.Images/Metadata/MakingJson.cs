using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>Reads a <c>.json</c> beside an image that is not ours: what some tool writes there, or an object with names that anybody would choose.</summary>
internal static class MakingJson
{
    /// <returns>Null when nothing in it is known.</returns>
    internal static ImageMaking? Read(string? json, string? fileName)
    {
        if (json is null || JsonNames.Parse(json) is not { } root)
            return null;
        return ComfyUIGraph.Read(root.GetRawText(), fileName) ?? SwarmUIParameters.Read(root) ?? FooocusParameters.Read(root) ?? ReadNames(root);
    }

    internal static ImageMaking? ReadNames(JsonElement root)
    {
        var making = new ImageMaking
        {
            Prompt = JsonNames.Text(root, "prompt", "positive_prompt", "positivePrompt", "positive"),
            Negative = JsonNames.Text(root, "negative_prompt", "negativePrompt", "negative", "uc"),
            Model = JsonNames.Text(root, "model", "checkpoint", "sd_model_name", "sd_model", "use_stable_diffusion_model", "model_name"),
            Seed = JsonNames.Whole(root, "seed"),
            Steps = JsonNames.Int(root, "steps", "num_inference_steps"),
            Cfg = JsonNames.Number(root, "cfg", "cfg_scale", "cfgScale", "guidance_scale", "scale"),
            Sampler = JsonNames.Text(root, "sampler", "sampler_name"),
            Scheduler = JsonNames.Text(root, "scheduler", "scheduler_name"),
            Denoise = JsonNames.Number(root, "denoise", "denoising_strength", "strength", "prompt_strength"),
        };
        return making == new ImageMaking { Loras = making.Loras, Parents = making.Parents } ? null : making with { Source = "json" };
    }
}
