using Microsoft.Extensions.Options;

namespace ComfyStudio.Simulator.Nodes;

/// <summary>The model files this machine claims to have, by folder.</summary>
internal sealed class ModelShelf(IOptions<SimulatorOptions> options)
{
    // Every folder a ComfyUI names, in its order; most are empty here as they are on most machines.
    private static readonly string[] AllFolders =
    [
        "checkpoints", "configs", "loras", "vae", "text_encoders", "diffusion_models", "clip_vision", "style_models", "embeddings",
        "diffusers", "vae_approx", "controlnet", "gligen", "upscale_models", "latent_upscale_models", "custom_nodes", "datasets",
        "hypernetworks", "photomaker", "classifiers", "model_patches", "audio_encoders", "background_removal", "frame_interpolation",
        "geometry_estimation", "optical_flow", "detection",
    ];

    private static readonly Dictionary<string, string[]> BuiltIn = new()
    {
        ["checkpoints"] =
        [
            "anime/counterfeit_v30.safetensors", "dreamshaper_8.safetensors", "merges/lakeside_blend_v2.safetensors",
            "sd_xl_base_1.0.safetensors", "sd_xl_refiner_1.0.safetensors", "v1-5-pruned-emaonly.safetensors",
            "xl/juggernaut_xl_v9.safetensors",
        ],
        ["loras"] = ["detail_tweaker_xl.safetensors", "style/gouache_v1.safetensors", "style/linocut_xl.safetensors"],
        ["vae"] = ["ae.safetensors", "sdxl_vae.safetensors", "vae-ft-mse-840000-ema-pruned.safetensors"],
        ["text_encoders"] = ["clip_l.safetensors", "t5xxl_fp8_e4m3fn.safetensors"],
        ["diffusion_models"] = ["flux1-schnell-fp8.safetensors"],
        ["clip_vision"] = ["clip_vision_h.safetensors"],
        ["style_models"] = ["flux1-redux-dev.safetensors"],
        ["embeddings"] = ["easynegative.safetensors", "badhandv4.pt"],
        ["controlnet"] = ["control_v11p_sd15_canny.pth", "control_v11p_sd15_openpose.pth", "controlnet-depth-sdxl-1.0.safetensors"],
        ["upscale_models"] = ["4x-UltraSharp.pth", "RealESRGAN_x4plus.pth"],
    };

    public IEnumerable<string> Folders => AllFolders.Union(options.Value.Models.Keys);

    /// <summary>Null when there is no such folder.</summary>
    public IReadOnlyList<string>? Files(string folder)
    {
        if (options.Value.Models.TryGetValue(folder, out var configured))
            return configured;
        if (BuiltIn.TryGetValue(folder, out var files))
            return files;
        return AllFolders.Contains(folder) ? [] : null;
    }
}
