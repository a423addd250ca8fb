using ComfyStudio.Simulator.Painting;

namespace ComfyStudio.Simulator.Nodes;

// What flows along the links. Only what a picture depends on is modelled; the rest travels as an Opaque.
internal sealed record Model(string Name, IReadOnlyList<string> Loras);

internal sealed record Clip(string Name);

internal sealed record Vae(string Name);

internal sealed record Conditioning(string Text);

internal sealed record Noise(ulong Seed);

internal sealed record Sampler(string Name);

internal sealed record Sigmas(int Steps, double Denoise);

internal sealed record Guider(Model Model, Conditioning Positive, Conditioning Negative, double Cfg);

internal sealed record Images(IReadOnlyList<Picture> Pictures)
{
    public int Width => Pictures[0].Width;

    public int Height => Pictures[0].Height;
}

internal sealed record Mask(int Width, int Height, float[] Values);

/// <summary>A picture in the making: a plan how to paint it, a picture it starts from, or neither (empty).</summary>
internal sealed record LatentImage(PaintPlan? Plan = null, Picture? Source = null);

internal sealed record Latent(int Width, int Height, IReadOnlyList<LatentImage> Images, Mask? Mask = null);

internal sealed record Opaque(string Type, string Name = "");

/// <summary>A node's outputs by slot, and the files that it shows.</summary>
internal sealed record NodeResult(IReadOnlyList<object?> Outputs, IReadOnlyList<Execution.OutputImage>? Shown = null)
{
    public static NodeResult Of(params object?[] outputs) => new(outputs);
}
