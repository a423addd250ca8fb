namespace ComfyStudio.Simulator.Painting;

/// <summary>Where a picture may be changed: 1 yes, 0 no. May have another size than the picture.</summary>
internal sealed record PaintMask(int Width, int Height, float[] Values);

/// <summary>Everything a painting depends on. Equal plans give equal bytes.</summary>
internal sealed record PaintPlan(string Prompt, ulong Seed)
{
    public string Negative { get; init; } = "";

    public int Width { get; init; } = 512;

    public int Height { get; init; } = 512;

    public string Checkpoint { get; init; } = "";

    public IReadOnlyList<string> Loras { get; init; } = [];

    public int Steps { get; init; } = 20;

    public double Cfg { get; init; } = 7;

    public double Denoise { get; init; } = 1;

    /// <summary>The picture it starts from.</summary>
    public Picture? Base { get; init; }

    public PaintMask? Mask { get; init; }
}
