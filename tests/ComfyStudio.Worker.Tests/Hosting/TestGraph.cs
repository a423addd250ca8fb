using System.Text.Json;

namespace ComfyStudio.Worker.Tests.Hosting;

/// <summary>A small text-to-image graph as the studio's templates make it.</summary>
internal static class TestGraph
{
    public const string Checkpoint = "sd_xl_base_1.0.safetensors";

    public static JsonElement Of(
        string jobId, long seed = 1, int steps = 4, int batch = 1, string checkpoint = Checkpoint, string sampler = "euler", int size = 512) =>
        JsonDocument.Parse($$"""
        {
          "1": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": {{JsonSerializer.Serialize(checkpoint)}} } },
          "2": { "class_type": "CLIPTextEncode", "inputs": { "text": "a lighthouse at dusk", "clip": ["1", 1] } },
          "3": { "class_type": "CLIPTextEncode", "inputs": { "text": "blurry", "clip": ["1", 1] } },
          "4": { "class_type": "EmptyLatentImage", "inputs": { "width": {{size}}, "height": {{size}}, "batch_size": {{batch}} } },
          "5": { "class_type": "KSampler", "inputs": { "model": ["1", 0], "positive": ["2", 0], "negative": ["3", 0], "latent_image": ["4", 0],
                 "seed": {{seed}}, "steps": {{steps}}, "cfg": 7.5, "sampler_name": "{{sampler}}", "scheduler": "normal", "denoise": 1.0 } },
          "6": { "class_type": "VAEDecode", "inputs": { "samples": ["5", 0], "vae": ["1", 2] } },
          "7": { "class_type": "SaveImage", "inputs": { "images": ["6", 0], "filename_prefix": "studio/{{jobId}}/out" } }
        }
        """).RootElement;

    public static IReadOnlyDictionary<string, JsonElement> Slots(long seed, int steps) => JsonDocument.Parse($$"""
        { "prompt": "a lighthouse at dusk", "negative": "blurry", "checkpoint": "{{Checkpoint}}", "width": 512, "height": 512,
          "steps": {{steps}}, "cfg": 7.5, "sampler": "euler", "scheduler": "normal", "seed": {{seed}} }
        """).RootElement.EnumerateObject().ToDictionary(slot => slot.Name, slot => slot.Value);

    public static readonly IReadOnlyList<string> Nodes =
        ["CLIPTextEncode", "CheckpointLoaderSimple", "EmptyLatentImage", "KSampler", "SaveImage", "VAEDecode"];
}
