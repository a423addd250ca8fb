using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Tests.Scheduling.Virtual;

/// <summary>One picture that somebody asks for.</summary>
internal sealed record VirtualJob(int Number, string Owner, VirtualModel Model, TimeSpan Arrives)
{
    private const double MillisecondsPerStep = 150;

    public int Steps { get; init; } = 25;
    public int Priority { get; init; } = 5;
    public string? PinnedTo { get; init; }

    public JobId Id { get; } = new(new Guid(Number + 1, 0, 0, new byte[8]));
    public double Score => (Priority * (double)(1L << 40)) + Number;
    public JobRequirements Requirements => new(PinnedTo, [$"checkpoints/{Model.Name}"], []);

    /// <summary>What it needs of an engine; equal needs, equal key.</summary>
    public string ClassKey => $"{Model.Name}@{PinnedTo}";

    public string LaneKey => $"{ClassKey}|{Owner}";

    /// <summary>As the simulator takes it: a step by the size of the picture, at least two fifths of the full size.</summary>
    public TimeSpan Work => TimeSpan.FromMilliseconds(Steps * MillisecondsPerStep * Math.Max(0.4, Model.Pixels / (1024.0 * 1024)));
}

/// <summary>A checkpoint; its name tells the simulator how large it is.</summary>
internal sealed record VirtualModel(string Name, string Template, double Pixels)
{
    public static readonly IReadOnlyList<VirtualModel> All =
    [
        new("dreamshaper_8.safetensors", "text_to_image_sd15", 512 * 768),
        new("v1-5-pruned-emaonly.safetensors", "text_to_image_sd15", 512 * 512),
        new("sd_xl_base_1.0.safetensors", "text_to_image_sdxl", 1024 * 1024),
        new("xl/juggernaut_xl_v9.safetensors", "text_to_image_sdxl", 1216 * 832),
        new("flux1-schnell-fp8.safetensors", "text_to_image_flux", 1024 * 1024),
        new("flux1-dev-fp8.safetensors", "text_to_image_flux", 1344 * 768),
    ];
}
