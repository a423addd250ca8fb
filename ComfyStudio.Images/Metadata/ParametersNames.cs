namespace ComfyStudio.Images.Metadata;

/// <summary>What the relatives of AUTOMATIC1111's web UI call things in their settings.</summary>
internal static class ParametersNames
{
    private static readonly string[] Schedules = ["Karras", "Exponential", "Polyexponential", "SGM Uniform", "Simple", "Normal", "Beta", "DDIM", "Uniform", "Align Your Steps", "KL Optimal", "Turbo"];

    /// <summary>Older versions wrote both in one name: <c>DPM++ 2M Karras</c>.</summary>
    internal static (string? Sampler, string? Scheduler) SplitSampler(string? sampler, string? scheduler)
    {
        if (sampler is null || scheduler is not null)
            return (sampler, scheduler);
        var schedule = Schedules.FirstOrDefault(name => sampler.EndsWith(" " + name, StringComparison.OrdinalIgnoreCase));
        return schedule is null ? (sampler, null) : (sampler[..^(schedule.Length + 1)], schedule);
    }

    internal static string SourceOf(Dictionary<string, string> settings)
    {
        var version = settings.GetValueOrDefault("Version") ?? "";
        var app = settings.GetValueOrDefault("App") ?? "";
        if (version.Contains("Fooocus", StringComparison.OrdinalIgnoreCase))
            return "fooocus";
        if (version.Contains("ComfyUI", StringComparison.OrdinalIgnoreCase))
            return "comfyui";
        if (app.Contains("SD.Next", StringComparison.OrdinalIgnoreCase) || settings.ContainsKey("Pipeline") || settings.ContainsKey("Backend"))
            return "sdnext";
        // f2.0.1v1.10.1 and neo are Forge's.
        if (version.StartsWith('f') || version.StartsWith("neo", StringComparison.OrdinalIgnoreCase) || version.Contains("forge", StringComparison.OrdinalIgnoreCase))
            return "forge";
        return settings.ContainsKey("Civitai resources") ? "civitai" : "a1111";
    }

    // Fooocus numbers them: "LoRA 1: sd_xl_offset.safetensors : 0.1".
    internal static IEnumerable<LoraUse> NumberedLoras(Dictionary<string, string> settings)
    {
        foreach (var (name, value) in settings)
        {
            if (!name.StartsWith("LoRA ", StringComparison.OrdinalIgnoreCase) || !char.IsAsciiDigit(name[^1]))
                continue;
            var colon = value.LastIndexOf(':');
            if (colon > 0 && ParametersText.Number(value[(colon + 1)..].Trim()) is { } weight)
                yield return new LoraUse(value[..colon].Trim(), weight);
            else
                yield return new LoraUse(value, 1);
        }
    }
}
