using System.Text.Json;
using System.Text.RegularExpressions;

namespace ComfyStudio.Images.Metadata;

/// <summary>Finds the model that a sampler used, and the LoRAs on the way to it.</summary>
internal sealed partial class ComfyUIModels(ComfyUINodes nodes)
{
    private static readonly string[] LoaderNames =
        ["ckpt_name", "unet_name", "base_ckpt_name", "gguf_name", "model_name", "diffusion_model", "diffusion_name", "checkpoint", "model_path", "unet_name1"];

    private static readonly string[] PathNames = ["model", "model1", "model_1", "MODEL", "unet", "base_model", "model_high_noise", "basic_pipe", "pipe", "base_ctx", "ctx", "any_01", "source", "Model"];
    private static readonly string[] StackNames = ["lora_stack", "optional_lora_stack", "loras", "lora", "prev_lora"];
    private static readonly string[] Strengths = ["strength_model", "strength", "lora_weight", "lora_strength", "model_strength", "lora_model_strength", "model_weight"];
    private static readonly string[] Switches = ["on", "active"];
    private static readonly string[] Files = [".safetensors", ".ckpt", ".gguf", ".sft", ".pth", ".pt", ".bin"];

    internal (string? Name, IReadOnlyList<LoraUse> Loras) Find(IReadOnlyList<ComfyUINode> parts)
    {
        var path = parts.Select(Path).FirstOrDefault(found => found.Count > 0) ?? [];
        var name = path.Select(NameOf).FirstOrDefault(found => found is not null)
            ?? parts.SelectMany(part => nodes.Upstream(part).Prepend(part)).Where(node => !IsOtherLoader(node)).Select(CheckpointOf).FirstOrDefault(found => found is not null);
        return (name, [.. path.AsEnumerable().Reverse().SelectMany(LorasWithStacks)]);
    }

    // From the sampler to the loader.
    private List<ComfyUINode> Path(ComfyUINode part)
    {
        var (path, node) = (new List<ComfyUINode>(), Next(part));
        while (node is not null && path.Count < ComfyUINodes.MaxWalk && !path.Contains(node))
        {
            path.Add(node);
            node = Next(node);
        }

        return path;
    }

    private ComfyUINode? Next(ComfyUINode node) => PathNames.Select(name => nodes.Linked(node, name)).FirstOrDefault(found => found is not null);

    private string? NameOf(ComfyUINode node) => CheckpointOf(node)
        ?? (node.Is("Load") ? node.Values.Keys.Where(name => !name.Contains("lora", StringComparison.OrdinalIgnoreCase)).Select(node.Text).FirstOrDefault(IsFile) : null);

    // The name may come from another node, as those that choose one of several.
    private string? CheckpointOf(ComfyUINode node) =>
        LoaderNames.Select(name => node.Text(name) ?? (nodes.Linked(node, name) is { } from ? from.Values.Keys.Select(from.Text).FirstOrDefault(IsFile) : null))
            .FirstOrDefault(name => name is not null && name != "None" && name != "baked VAE");

    private static bool IsOtherLoader(ComfyUINode node) =>
        node.Is("ControlNet") || node.Is("Upscale") || node.Is("IPAdapter") || node.Is("CLIPVision") || node.Is("Detector") || node.Is("SAM") || node.Is("VAE");

    private static bool IsFile(string? text) => text is not null && Files.Any(ending => text.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<LoraUse> LorasWithStacks(ComfyUINode node)
    {
        var stacks = new List<ComfyUINode>();
        for (var stack = Stack(node); stack is not null && stacks.Count < ComfyUINodes.MaxWalk && !stacks.Contains(stack); stack = Stack(stack))
            stacks.Add(stack);
        stacks.Reverse();
        return stacks.SelectMany(LorasOf).Concat(LorasOf(node));
    }

    private ComfyUINode? Stack(ComfyUINode node) => StackNames.Select(name => nodes.Linked(node, name)).FirstOrDefault(found => found is not null);

    private static IEnumerable<LoraUse> LorasOf(ComfyUINode node)
    {
        if (node.Text("lora_name") is { } single && single != "None")
            yield return new LoraUse(single, StrengthOf(node, Strengths));
        if (node.Text("lora") is { } one && IsFile(one))
            yield return new LoraUse(one, StrengthOf(node, Strengths));

        // On the way of the model, a text is there for what is written of LoRAs in it.
        foreach (var lora in ParametersText.TaggedLoras(node.Text("populated_text") ?? node.Text("text") ?? node.Text("lora_syntax") ?? ""))
            yield return lora;
        var most = (int)Math.Min(node.Number("lora_count") ?? int.MaxValue, int.MaxValue);
        foreach (var (input, value) in node.Values)
        {
            if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                foreach (var lora in Listed(value))
                    yield return lora;
            }
            else if (Numbered().Match(input) is { Success: true } match && int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) <= most
                && node.Text(input) is { } name && name != "None" && IsOn(node, match.Groups[1].Value))
            {
                var number = match.Groups[1].Value;
                yield return new LoraUse(name, StrengthOf(node, [$"model_weight_{number}", $"model_str_{number}", $"lora_wt_{number}", $"strength_{number}", $"lora_{number}_strength", $"strength{number}"]));
            }
        }
    }

    // {"on": true, "lora": "x.safetensors", "strength": 0.8}, or a list of {"name": …, "strength": …, "active": …}.
    private static IEnumerable<LoraUse> Listed(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.Object).SelectMany(Listed);
        if (value.TryGetProperty("__value__", out var listed) && listed.ValueKind == JsonValueKind.Array)
            return Listed(listed);
        var name = Text(value, "lora") ?? Text(value, "name");
        var isOff = Switches.Any(key => value.TryGetProperty(key, out var on) && on.ValueKind == JsonValueKind.False);
        return name is null or "None" || isOff
            ? []
            : [new LoraUse(name, value.TryGetProperty("strength", out var strength) && ComfyUINode.NumberOf(strength) is { } number ? (double)number : 1)];
    }

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static bool IsOn(ComfyUINode node, string number) =>
        node.Text($"switch_{number}") is not ("Off" or "off")
        && !(node.Values.TryGetValue($"lora_{number}_enabled", out var enabled) && enabled.ValueKind == JsonValueKind.False);

    private static double StrengthOf(ComfyUINode node, IEnumerable<string> names) =>
        (double)(names.Select(node.Number).FirstOrDefault(number => number is not null) ?? 1);

    [GeneratedRegex(@"^lora(?:_name)?_(\d{1,3})(?:_name)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Numbered();
}
