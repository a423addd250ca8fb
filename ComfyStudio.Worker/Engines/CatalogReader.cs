using ComfyStudio.ComfyUI;
using ComfyStudio.ComfyUI.Graphs;
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

    /// <summary>Folders of an engine that hold no models.</summary>
    private static readonly string[] Others = ["configs", "custom_nodes", "datasets"];

    public static async Task<EngineCatalog> ReadAsync(
        ComfyUIClient client, NodeCatalog nodes, string nodesHash, TimeProvider time, CancellationToken cancellationToken)
    {
        var models = Choices
            .Where(place => nodes.Nodes.ContainsKey(place.Node))
            .ToDictionary(place => place.Folder, place => nodes.Choices(place.Node, place.Input));
        await AddUnlistedAsync(models, client, cancellationToken);
        return new EngineCatalog
        {
            At = time.GetUtcNow(),
            Models = models,
            Samplers = nodes.Choices("KSampler", "sampler_name"),
            Schedulers = nodes.Choices("KSampler", "scheduler"),
            Nodes = [.. nodes.Nodes.Keys.Order(StringComparer.Ordinal)],
            NodesHash = nodesHash,
        };
    }

    /// <summary>No core node lists them: embeddings, which prompts name in their text, and the folders of custom nodes.</summary>
    private static async Task AddUnlistedAsync(
        Dictionary<string, IReadOnlyList<string>> models, ComfyUIClient client, CancellationToken cancellationToken)
    {
        models["embeddings"] = [];
        try
        {
            foreach (var folder in (await client.GetModelFoldersAsync(cancellationToken)).Except(models.Keys).Except(Others).Append("embeddings").ToList())
                models[folder] = await client.GetModelsAsync(folder, cancellationToken);
        }
        catch (ComfyUIResponseException)
        {
            // A server of before 2024 has no such list; its loaders' choices are what there is.
        }
    }
}
