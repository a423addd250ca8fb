using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>Reads what SwarmUI writes: <c>{"sui_image_params": {…}}</c>, with its own short names.</summary>
internal static class SwarmUIParameters
{
    internal static ImageMaking? Read(JsonElement root)
    {
        if (JsonNames.Member(root, "sui_image_params") is not { ValueKind: JsonValueKind.Object } parameters)
            return null;
        return new ImageMaking
        {
            Prompt = JsonNames.Text(parameters, "prompt"),
            Negative = JsonNames.Text(parameters, "negativeprompt"),
            Model = JsonNames.Text(parameters, "model"),
            Loras = Loras(parameters),
            Seed = JsonNames.Seed(parameters, "seed"),
            Steps = JsonNames.Int(parameters, "steps"),
            Cfg = JsonNames.Number(parameters, "cfgscale"),
            Sampler = JsonNames.Text(parameters, "sampler", "comfyuisampler", "comfy_ui_sampler"),
            Scheduler = JsonNames.Text(parameters, "scheduler", "comfyuischeduler", "comfy_ui_scheduler"),
            Denoise = JsonNames.Number(parameters, "initimagecreativity"),
            Source = "swarmui",
        };
    }

    // Two lists, or two texts with commas, side by side.
    private static List<LoraUse> Loras(JsonElement parameters)
    {
        var (names, weights) = (List(parameters, "loras"), List(parameters, "loraweights"));
        return [.. names.Select((name, place) => new LoraUse(name, ParametersText.Number(weights.ElementAtOrDefault(place)) ?? 1))];
    }

    private static List<string> List(JsonElement parameters, string name) => JsonNames.Member(parameters, name) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(each => each.ToString())],
        { ValueKind: JsonValueKind.String } text => [.. text.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        _ => [],
    };
}
