using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Engines;

/// <summary>Turns an engine's list of nodes, whose choices hold the model files, into the catalogue that everybody else reads.</summary>
internal static class CatalogReader
{
    /// <summary>Where the core loaders list the files of a folder; spares one request per folder.</summary>
    private static readonly IReadOnlyList<(string Folder, string Node, string Input)> Choices =
    [
        ("checkpoints", "CheckpointLoaderSimple", "ckpt_name"),
        ("loras", "LoraLoader", "lora_name"),
        ("vae", "VAELoader", "vae_name"),
        ("controlnet", "ControlNetLoader", "control_net_name"),
        ("upscale_models", "UpscaleModelLoader", "model_name"),
        ("diffusion_models", "UNETLoader", "unet_name"),
        ("text_encoders", "CLIPLoader", "clip_name"),
        ("clip_vision", "CLIPVisionLoader", "clip_name"),
        ("style_models", "StyleModelLoader", "style_model_name"),
        ("gligen", "GLIGENLoader", "gligen_name"),
        ("hypernetworks", "HypernetworkLoader", "hypernetwork_name"),
    ];

    public static async Task<EngineCatalog> ReadAsync(ComfyUIClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        var nodes = await client.GetNodeCatalogAsync(cancellationToken);
        var models = Choices
            .Where(place => nodes.Nodes.ContainsKey(place.Node))
            .ToDictionary(place => place.Folder, place => nodes.Choices(place.Node, place.Input));
        models["embeddings"] = await EmbeddingsAsync(client, cancellationToken);
        return new EngineCatalog
        {
            At = time.GetUtcNow(),
            Models = models,
            Samplers = nodes.Choices("KSampler", "sampler_name"),
            Schedulers = nodes.Choices("KSampler", "scheduler"),
            Nodes = [.. nodes.Nodes.Keys.Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>No node lists them: prompts name them in their text.</summary>
    private static async Task<IReadOnlyList<string>> EmbeddingsAsync(ComfyUIClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetModelsAsync("embeddings", cancellationToken);
        }
        catch (ComfyUIResponseException)
        {
            return [];
        }
    }
}
