using ComfyStudio.Simulator.Nodes;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>/system_stats of a believable machine, which in its argv says openly what it is.</summary>
internal sealed class SystemStats(ModelMemory memory)
{
    /// <summary>By this argument a client can tell the simulator from a ComfyUI.</summary>
    public const string HonestArgument = "--comfystudio-simulator";

    public Fields Describe() => new()
    {
        { "system", new Fields
            {
                { "os", OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux" },
                { "ram_total", 68_719_476_736 }, { "ram_free", 51_539_607_552 - (memory.TotalBytes - memory.FreeBytes) },
                { "comfyui_version", "0.33.0" }, { "required_frontend_version", "1.49.6" }, { "installed_templates_version", null },
                { "required_templates_version", "0.11.44" }, { "comfy_package_versions", Array.Empty<string>() },
                { "python_version", "3.14.8 (simulated)" }, { "pytorch_version", "2.14.1+cu130 (simulated)" },
                { "embedded_python", false }, { "deploy_environment", "local-git" },
                { "argv", new[] { "main.py", HonestArgument } },
            }
        },
        { "devices", new[] { Device() } },
    };

    private Fields Device() => new()
    {
        { "name", "cuda:0 ComfyStudio Simulator : cudaMallocAsync" }, { "type", "cuda" }, { "index", 0 },
        { "vram_total", memory.TotalBytes }, { "vram_free", memory.FreeBytes },
        { "torch_vram_total", memory.TotalBytes - memory.FreeBytes }, { "torch_vram_free", 0 },
    };
}
