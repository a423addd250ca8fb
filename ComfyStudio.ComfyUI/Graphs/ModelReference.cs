using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>A model file that a graph names.</summary>
/// <param name="Folder">ComfyUI's name of the kind (<c>checkpoints</c>, <c>loras</c>, …); null when the input does not tell.</param>
/// <param name="Name">As the engine spells it, with its subfolder.</param>
public sealed record ModelReference(string? Folder, string Name)
{
    private static readonly FrozenDictionary<string, string> FolderByInput = new Dictionary<string, string>
    {
        ["ckpt_name"] = "checkpoints",
        ["lora_name"] = "loras",
        ["vae_name"] = "vae",
        ["control_net_name"] = "controlnet",
        ["unet_name"] = "diffusion_models",
        ["clip_name"] = "text_encoders",
        ["clip_name1"] = "text_encoders",
        ["clip_name2"] = "text_encoders",
        ["clip_name3"] = "text_encoders",
        ["clip_name4"] = "text_encoders",
        ["style_model_name"] = "style_models",
        ["gligen_name"] = "gligen",
        ["hypernetwork_name"] = "hypernetworks",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> FolderByClass = new Dictionary<string, string>
    {
        ["CLIPVisionLoader"] = "clip_vision",
        ["UpscaleModelLoader"] = "upscale_models",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Extensions = [".safetensors", ".sft", ".ckpt", ".pt", ".pt2", ".pth", ".bin", ".gguf", ".onnx"];

    /// <summary>Which folder an input takes its files from; null when its name does not tell.</summary>
    public static string? FolderOf(string classType, string input) =>
        FolderByClass.GetValueOrDefault(classType) ?? FolderByInput.GetValueOrDefault(input);

    /// <summary>Whether a text is the name of a file that models come in.</summary>
    public static bool IsModelFile(string name) => Extensions.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    // One entry of a loader that takes any number: { "on": true, "lora": "ink.safetensors", "strength": 0.8 }.
    private static string? FindLora(JsonObject entry) =>
        entry["lora"] is JsonValue name && name.TryGetValue(out string? text) && IsModelFile(text) && entry["on"]?.GetValueKind() is not JsonValueKind.False ? text : null;

    internal static IEnumerable<ModelReference> In(GraphNode node)
    {
        foreach (var input in node.InputNames)
        {
            // The extension decides: "vae_name" may also hold a built-in such as "pixel_space", which is no file.
            if (node.FindText(input) is { } name && IsModelFile(name))
                yield return new ModelReference(FolderOf(node.ClassType, input), name);
            else if (node.Inputs[input] is JsonObject entry && FindLora(entry) is { } lora)
                yield return new ModelReference("loras", lora);
        }
    }
}
